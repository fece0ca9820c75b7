package dev.headgate.server.store.outage;

import dev.headgate.core.decision.Answer;
import dev.headgate.core.decision.Plan;
import dev.headgate.core.decision.Reservation;
import dev.headgate.core.decision.Taken;
import dev.headgate.core.settlement.Actual;
import dev.headgate.core.settlement.Found;
import dev.headgate.core.settlement.Settlement;
import dev.headgate.core.settlement.SettlementListener;
import dev.headgate.core.snapshot.PolicySnapshot;
import dev.headgate.core.time.Monotonic;
import dev.headgate.core.time.TimeSource;
import dev.headgate.server.observe.Metrics;
import dev.headgate.server.store.ForwardingStore;
import dev.headgate.server.store.Store;
import dev.headgate.server.store.lease.LeasedStore;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A store that always answers: where the one beneath does not, by leases in hand, then by this
 * node's limiters, then as each limit states. Settlements that cannot be delivered are accepted and
 * delivered when the store is back; their answer names no adjustments. Safe for all threads.
 */
public final class OutageStore extends ForwardingStore {
  private static final long TICK_MILLIS = 1;
  private static final long LEASE_TICK_MILLIS = 20;

  private final LeasedStore leased;
  private final Guard guard;
  private final Fallback fallback;
  private final Backlog backlog;
  private final Remembered remembered = new Remembered();
  private final Pulse pulse = new Pulse();

  /**
   * Joins the parts.
   *
   * @param leased what this node holds, over the guard
   * @param guard before the store
   * @param outbox keeps settlements that cannot be delivered
   * @param listener hears how calls ended that this node granted by itself
   */
  public OutageStore(LeasedStore leased, Guard guard, Outbox outbox, SettlementListener listener) {
    super(leased);
    this.leased = leased;
    this.guard = guard;
    fallback = new Fallback(listener, guard::waitLeft);
    backlog = new Backlog(guard, outbox);
  }

  /**
   * What a node has beside its store.
   *
   * @param doorDeadline in how many microseconds its strictest door has to answer
   * @param outbox keeps settlements that cannot be delivered; closed with the store
   */
  public record Terms(long doorDeadline, Outbox outbox) {
    /** Doors that wait, and settlements that end with the process. */
    public static final Terms USUAL = new Terms(Guard.NO_DEADLINE, Outbox.MEMORY);
  }

  /**
   * Opens a store on another machine with all that a node puts before it.
   *
   * @param opening opens the store, given who hears of every ending in it
   * @param inForce the policy, of which the store hears before it is needed
   * @param time the node's time
   * @param terms of this node
   * @param listener hears how calls ended
   */
  public static OutageStore over(
      Function<SettlementListener, Store> opening,
      Supplier<PolicySnapshot> inForce,
      TimeSource time,
      Terms terms,
      SettlementListener listener) {
    Store store = opened(opening, terms, LeasedStore.ofCalls(Rehearsal.unheard(listener)));
    Rehearsal.of(store, inForce.get(), time);
    Guard guard = new Guard(store, OutageStore::mono, terms.doorDeadline(), new SplittableRandom());
    LeasedStore leased = new LeasedStore(guard, time, OutageStore::mono);
    OutageStore whole = new OutageStore(leased, guard, terms.outbox(), listener);
    whole.pulse.every(TICK_MILLIS, whole::tick);
    whole.pulse.every(LEASE_TICK_MILLIS, leased::tick);
    return whole;
  }

  /** Opens the store, or lets go of the outbox where that is refused. */
  private static Store opened(
      Function<SettlementListener, Store> opening, Terms terms, SettlementListener heard) {
    try {
      return opening.apply(heard);
    } catch (RuntimeException refused) {
      terms.outbox().close();
      throw refused;
    }
  }

  private static long mono() {
    return Monotonic.nanos() / 1_000;
  }

  /** Fails what is overdue and delivers what waits. Meant to be called every millisecond. */
  public void tick() {
    guard.tick();
    if (backlog.size() > 0 && guard.isClosed()) {
      backlog.deliver();
    }
  }

  /** How many settlements wait for the store. */
  public int backlog() {
    return backlog.size();
  }

  @Override
  public void takeAll(Plan plan, Answer<Taken> answer) {
    Taken known = fallback.repeated(plan);
    if (known != null) {
      answer.value(known);
    } else {
      leased.takeAll(plan, new Deciding(this, plan, answer));
    }
  }

  private Taken decide(Plan plan) {
    LeasedStore.Hand hand = leased.hold(plan);
    Taken taken = fallback.decide(plan, hand.covered());
    if (!taken.passed()) {
      hand.release().run();
    }
    return taken;
  }

  @Override
  public void settle(Reservation reservation, Actual actual, long now, Answer<Settlement> answer) {
    if (fallback.granted(reservation)) {
      fallback.store().settle(reservation, actual, now, answer);
    } else {
      leased.settle(reservation, actual, now, new Settling(this, reservation, actual, now, answer));
    }
  }

  @Override
  public void find(String id, long now, Answer<Found> answer) {
    Found here = fallback.find(id, now);
    if (here != null) {
      answer.value(here);
    } else {
      leased.find(id, now, new Finding(remembered.get(id, now), answer));
    }
  }

  @Override
  public void renew(Reservation reservation, long now, Answer<Boolean> answer) {
    if (fallback.granted(reservation)) {
      fallback.store().renew(reservation, now, answer);
    } else {
      leased.renew(reservation, now, answer);
    }
  }

  private record Deciding(OutageStore store, Plan plan, Answer<Taken> answer)
      implements Answer<Taken> {
    @Override
    public void value(Taken taken) {
      Reservation held = taken.reservation();
      if (held != null) {
        store.remembered.add(held);
      }
      answer.value(taken);
    }

    @Override
    public void failure(Exception cause) {
      answer.value(store.decide(plan));
    }
  }

  private record Settling(
      OutageStore store,
      Reservation reservation,
      Actual actual,
      long now,
      Answer<Settlement> answer)
      implements Answer<Settlement> {
    private static final Settlement ACCEPTED =
        new Settlement(Settlement.Outcome.SETTLED, List.of());

    @Override
    public void value(Settlement settlement) {
      answer.value(settlement);
    }

    @Override
    public void failure(Exception cause) {
      Undelivered what = new Undelivered(reservation, actual, now);
      store.backlog.keep(what, cause, kept -> answer.value(kept ? ACCEPTED : Settlement.unknown()));
    }
  }

  /** Where the store does not say, what this node knows. */
  private record Finding(@Nullable Reservation known, Answer<Found> answer)
      implements Answer<Found> {
    @Override
    public void value(Found found) {
      answer.value(found);
    }

    @Override
    public void failure(Exception cause) {
      if (known == null) {
        answer.failure(cause);
      } else {
        answer.value(new Found.Open(known));
      }
    }
  }

  @Override
  public int expire(long now) {
    return leased.expire(now) + fallback.store().expire(now);
  }

  @Override
  public void housekeep(long now) {
    leased.housekeep(now);
    fallback.store().housekeep(now);
    backlog.retry();
  }

  @Override
  public void showIn(Metrics metrics) {
    fallback.showIn(metrics);
    backlog.showIn(metrics);
    super.showIn(metrics);
  }

  @Override
  public void close() {
    pulse.close();
    try {
      super.close();
    } finally {
      backlog.close();
    }
  }
}
