package dev.headgate.server.store.lease;

import dev.headgate.core.call.Call;
import dev.headgate.core.call.Operation;
import dev.headgate.core.decision.Answer;
import dev.headgate.core.decision.Decision;
import dev.headgate.core.decision.Plan;
import dev.headgate.core.decision.Reservation;
import dev.headgate.core.decision.Taken;
import dev.headgate.core.decision.Verdicts;
import dev.headgate.core.pricing.Quote;
import dev.headgate.core.settlement.Actual;
import dev.headgate.core.settlement.SettlementListener;
import dev.headgate.core.snapshot.Claim;
import dev.headgate.core.snapshot.Key;
import dev.headgate.core.snapshot.Matched;
import dev.headgate.core.snapshot.PolicySnapshot;
import dev.headgate.core.time.TimeSource;
import dev.headgate.server.observe.Metrics;
import dev.headgate.server.store.ForwardingStore;
import dev.headgate.server.store.Store;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * A store of which this node holds parts: calls whose leased and optimistic claims it can cover by
 * itself need not wait for the store, or wait for it only for their other claims. What somebody has
 * to find again, a call with an id or permits, is decided by the store as a whole. Safe for all
 * threads.
 */
public final class LeasedStore extends ForwardingStore {
  /** The operation by which a node draws parts; no policy can name one so. */
  private static final Operation DRAWS = Operation.of("(lease)", "LEASE");

  private static final System.Logger LOG = System.getLogger(LeasedStore.class.getName());

  /** How long a node that ends waits for the store to take its parts back. */
  private static final long FAREWELL_MILLIS = 1_000;

  private final Store inner;
  private final TimeSource time;
  private final LongSupplier mono;
  private final LongAdder local = new LongAdder();
  private final LongAdder draws = new LongAdder();
  private final LongAdder handedBack = new LongAdder();
  private final LongAdder lost = new LongAdder();
  private final LongAdder tooLate = new LongAdder();
  private final Underway errands = new Underway();
  private volatile Allowances present;
  private volatile PolicySnapshot before;

  /**
   * A node's view of a store.
   *
   * @param inner what all nodes share
   * @param time the node's time
   * @param mono the node's monotonic clock, in microseconds
   */
  public LeasedStore(Store inner, TimeSource time, LongSupplier mono) {
    super(inner);
    this.inner = inner;
    this.time = time;
    this.mono = mono;
    before = PolicySnapshot.builder("none").build();
    present = new Allowances(before);
  }

  /** A listener that hears of calls and not of what nodes draw for themselves. */
  public static SettlementListener ofCalls(SettlementListener listener) {
    return ending -> {
      if (!ending.reservation().call().operation().equals(DRAWS)) {
        listener.ended(ending);
      }
    };
  }

  /** Whether a node draws a part for itself. */
  public static boolean isDraw(Plan plan) {
    return plan.call().operation().equals(DRAWS);
  }

  @Override
  public void takeAll(Plan plan, Answer<Taken> answer) {
    Allowances allowances = dividing(plan);
    if (allowances == null) {
      inner.takeAll(plan, answer);
      return;
    }
    decide(plan, allowances, answer, /* waited= */ false);
  }

  /** Does what is due: hands back, draws, tells. Meant to be called some ten times a second. */
  public void tick() {
    Allowances allowances = present;
    long now = mono.getAsLong();
    allowances.all().forEach(allowance -> run(allowance, allowances.snapshot()));
    allowances.forgetIdle(now);
  }

  /**
   * What a node holds for one call without asking anybody.
   *
   * @param covered places of the claims that it covers
   * @param release gives it back
   */
  public record Hand(List<Integer> covered, Runnable release) {
    private static final Hand EMPTY = new Hand(List.of(), () -> {});
  }

  /** Holds whatever this node can cover of a call while the store does not answer. */
  public Hand hold(Plan plan) {
    Allowances allowances = dividing(plan);
    long now = mono.getAsLong();
    Split split = allowances == null ? null : Split.of(plan, allowances, now);
    return split == null ? Hand.EMPTY : new Hand(split.holdSome(now), () -> split.release(now));
  }

  /** What this node holds of a rule and key and has not spent; 0 where it holds nothing. */
  public long inHand(int ordinal, Key key) {
    return present.find(ordinal, key) instanceof Prepaid prepaid ? prepaid.left() : 0;
  }

  /** What this node has granted of a rule and key and the store does not know yet. */
  public long unsynced(int ordinal, Key key) {
    return present.find(ordinal, key) instanceof Postpaid postpaid ? postpaid.unsynced() : 0;
  }

  /** How many calls this node has decided without the store. */
  public long decidedAlone() {
    return local.sum();
  }

  private void decide(Plan plan, Allowances allowances, Answer<Taken> answer, boolean waited) {
    long now = mono.getAsLong();
    Split split = Split.of(plan, allowances, now);
    if (split == null) {
      inner.takeAll(plan, answer);
      return;
    }
    Split.Obstacle obstacle = split.hold(now);
    for (Allowance wanting : split.wanting()) {
      run(wanting, allowances.snapshot());
    }
    if (obstacle == null) {
      held(split, allowances, answer);
    } else if (waited || !awaits(plan, allowances, answer, obstacle)) {
      inner.takeAll(plan, new Observing(plan, allowances, answer));
    }
  }

  private void held(Split split, Allowances allowances, Answer<Taken> answer) {
    if (split.isLocal()) {
      local.increment();
      answer.value(split.alone());
    } else {
      inner.takeAll(split.rest(), new Joining(this, split, allowances, answer));
    }
  }

  /** A part ended while the store decided the rest, which goes back; the store decides it all. */
  private void anew(Split split, Taken rest, Answer<Taken> answer) {
    tooLate.increment();
    Reservation held = new Decision.Allowed(split.rest(), rest).reservation();
    inner.settle(held, Actual.NOTHING, time.micros(), new Unheard<>(lost));
    inner.takeAll(split.plan(), answer);
  }

  private boolean awaits(
      Plan plan, Allowances allowances, Answer<Taken> answer, Split.Obstacle obstacle) {
    if (!obstacle.soon() || !(obstacle.allowance() instanceof Prepaid prepaid)) {
      return false;
    }
    if (prepaid.await(() -> decide(plan, allowances, answer, /* waited= */ true))) {
      return true;
    }
    // A store that answers at once has answered by now.
    decide(plan, allowances, answer, /* waited= */ true);
    return true;
  }

  /** The allowances that may decide a call, or null where the store decides it as a whole. */
  private @Nullable Allowances dividing(Plan plan) {
    Matched matched = plan.matched();
    Call call = plan.call();
    if (call.held() || call.id() != null || matched.holds() || !divides(plan)) {
      return null;
    }
    return allowances(plan.snapshot());
  }

  /** Whether some claim divides, and, for a call whose cost is not final, every claim does. */
  private static boolean divides(Plan plan) {
    Matched matched = plan.matched();
    int dividing = 0;
    for (int i = 0; i < matched.size(); i++) {
      dividing += Allowances.divides(matched.claim(i)) ? 1 : 0;
    }
    return dividing > 0 && (plan.reservationId() == null || dividing == matched.size());
  }

  /** Those of a snapshot; those of an older one go back. Null where a newer one is known. */
  @SuppressWarnings("ReferenceEquality") // a policy that was read anew is another one
  private @Nullable Allowances allowances(PolicySnapshot snapshot) {
    Allowances known = present;
    if (known.snapshot() == snapshot) {
      return known;
    }
    synchronized (this) {
      if (present.snapshot() == snapshot) {
        return present;
      }
      if (before == snapshot) {
        return null;
      }
      known = present;
      before = known.snapshot();
      present = new Allowances(snapshot);
    }
    farewell(known);
    return present.snapshot() == snapshot ? present : null;
  }

  private void farewell(Allowances leaving) {
    long now = mono.getAsLong();
    for (Allowance allowance : leaving.all()) {
      allowance.farewell(now).forEach(errand -> run(allowance, leaving.snapshot(), errand));
    }
  }

  private void run(Allowance allowance, PolicySnapshot snapshot) {
    Errand errand = allowance.errand(mono.getAsLong());
    if (errand != null) {
      run(allowance, snapshot, errand);
    }
  }

  private void run(Allowance allowance, PolicySnapshot snapshot, Errand errand) {
    long now = time.micros();
    switch (errand) {
      case Errand.HandBack(Reservation drawn, long spent) -> {
        String unit = drawn.taken().getFirst().rule().unit();
        handedBack.increment();
        Actual actual = new Actual(Map.of(unit, spent), false);
        inner.settle(drawn, actual, now, errands.until(new Unheard<>(lost)));
      }
      case Errand.Take(Allowance.Wanted wanted, Errand.Taker taker) -> {
        draws.increment();
        Matched matched = new Matched(Quote.points(0), List.of(wanted.claim()), null);
        Call call = Call.of(DRAWS, wanted.caller());
        Plan plan = new Plan(snapshot, call, matched, now, null);
        Drawing drawing = new Drawing(this, allowance, plan, taker, mono.getAsLong());
        inner.takeAll(plan, errands.until(drawing));
      }
    }
  }

  /** Hears what came of a draw, and has those decided that waited for it. */
  private record Drawing(
      LeasedStore store, Allowance allowance, Plan plan, Errand.Taker taker, long sent)
      implements Answer<Taken> {
    @Override
    public void value(Taken taken) {
      Reservation drawn = new Decision.Allowed(plan, taken).reservation();
      long now = store.mono.getAsLong();
      taker.answered(new Errand.Answered(drawn, taken, plan.now(), sent, now));
      goOn();
    }

    @Override
    public void failure(Exception cause) {
      store.lost.increment();
      taker.failed(store.mono.getAsLong());
      goOn();
    }

    private void goOn() {
      if (allowance.wants()) {
        store.run(allowance, plan.snapshot());
      }
      if (allowance instanceof Prepaid prepaid) {
        prepaid.waited().forEach(Runnable::run);
      }
    }
  }

  /** Joins what this node holds with what the store says about the rest. */
  private record Joining(
      LeasedStore store, Split split, Allowances allowances, Answer<Taken> answer)
      implements Answer<Taken> {
    @Override
    public void value(Taken taken) {
      boolean tooLate = taken.passed() && !split.covers(taken.at());
      Taken whole = split.with(taken);
      if (!taken.passed() || tooLate) {
        split.release(store.mono.getAsLong());
      }
      if (tooLate) {
        store.anew(split, taken, new Observing(split.plan(), allowances, answer));
      } else {
        answer.value(whole);
      }
    }

    @Override
    public void failure(Exception cause) {
      split.release(store.mono.getAsLong());
      answer.failure(cause);
    }
  }

  /** Learns from what the store says about a call that it decides as a whole. */
  private record Observing(Plan plan, Allowances allowances, Answer<Taken> answer)
      implements Answer<Taken> {
    @Override
    public void value(Taken taken) {
      Verdicts verdicts = taken.verdicts();
      for (int i = 0; i < verdicts.size(); i++) {
        Claim claim = verdicts.claim(i);
        Allowance own =
            Allowances.divides(claim) ? allowances.find(claim.ordinal(), claim.key()) : null;
        if (own != null) {
          own.sees(Standing.of(verdicts.get(i), taken.at(), plan.now()), verdicts.failed(i));
        }
      }
      answer.value(taken);
    }

    @Override
    public void failure(Exception cause) {
      answer.failure(cause);
    }
  }

  /** An answer that changes nothing; failures are counted. */
  private record Unheard<T>(LongAdder failures) implements Answer<T> {
    @Override
    public void value(T value) {}

    @Override
    public void failure(Exception cause) {
      failures.increment();
    }
  }

  @Override
  public void showIn(Metrics metrics) {
    metrics.counter("headgate.leases.decided.alone", local::sum);
    metrics.counter("headgate.leases.drawn", draws::sum);
    metrics.counter("headgate.leases.handed.back", handedBack::sum);
    metrics.counter("headgate.leases.lost", lost::sum);
    metrics.counter("headgate.leases.too.late", tooLate::sum);
    metrics.gauge("headgate.leases.allowances", () -> present.all().size());
    super.showIn(metrics);
  }

  /** Waits for what is being drawn, hands all parts back, and waits until the store has them. */
  @Override
  public void close() {
    errands.awaitNone(FAREWELL_MILLIS);
    long failed = lost.sum();
    farewell(present);
    long unheard = errands.awaitNone(FAREWELL_MILLIS) + lost.sum() - failed;
    if (unheard > 0) {
      LOG.log(
          System.Logger.Level.WARNING,
          "the store did not take all parts of this node back: "
              + unheard
              + " (expected: 0); what was not spent of them comes back when their windows end");
    }
    super.close();
  }
}
