package dev.headgate.simulator.replay;

import dev.headgate.core.decision.Decider;
import dev.headgate.core.decision.Decision;
import dev.headgate.core.decision.Immediate;
import dev.headgate.core.decision.Reservation;
import dev.headgate.core.memory.MemoryStore;
import dev.headgate.core.settlement.Actual;
import dev.headgate.core.settlement.SettlementListener;
import dev.headgate.core.settlement.Settler;
import dev.headgate.core.snapshot.PolicySnapshot;
import dev.headgate.core.time.ManualTime;
import dev.headgate.simulator.mapping.LoggedCall;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The whole road of calls with counters and a time of its own: decided by the engine, and ended
 * when the log says that they ended. For one thread.
 */
public final class Road {
  /** How often, in calls, dead counters are looked for. */
  private static final int TIDY_CALLS = 1 << 16;

  /** Nobody asks a replay for a reservation by its id; the store keeps what is open. */
  private static final int REMEMBERED_MAX = 1 << 16;

  private final ManualTime time;
  private final MemoryStore store = new MemoryStore(REMEMBERED_MAX, SettlementListener.NONE);
  private final Decider decider;
  private final Settler settler;
  private final PriorityQueue<Due> running =
      new PriorityQueue<>(Comparator.comparingLong(Due::at).thenComparingLong(Due::serial));
  private final AtomicLong serials = new AtomicLong();
  private int sinceTidy;

  /**
   * What is to be done for a call that runs: to renew what it holds, or to end it.
   *
   * @param at when
   * @param end when it ends
   */
  private record Due(long at, long serial, long end, Reservation reservation, Actual actual) {}

  /**
   * A road without traffic.
   *
   * @param rules the policy
   * @param start no call comes before that instant
   */
  public Road(PolicySnapshot rules, long start) {
    time = new ManualTime(start);
    decider = new Decider(time, () -> rules, store, () -> "r" + serials.incrementAndGet());
    settler = new Settler(time, store, SettlementListener.NONE);
  }

  /**
   * Decides a call.
   *
   * @param at its instant, not before the last one's
   */
  public Decision decide(LoggedCall call, long at) {
    endUntil(at);
    long now = time.advanceTo(at);
    if (++sinceTidy >= TIDY_CALLS) {
      sinceTidy = 0;
      store.housekeep(now);
    }
    Immediate<Decision> answer = new Immediate<>();
    decider.decide(call.call(), now, answer);
    Decision decision = answer.get();
    if (decision instanceof Decision.Allowed allowed) {
      endLater(call, allowed, now);
    }
    return decision;
  }

  private void endLater(LoggedCall call, Decision.Allowed allowed, long now) {
    boolean free = call.charge() == LoggedCall.Charge.NOTHING;
    if (free || allowed.plan().reservationId() != null) {
      Actual actual = free ? Actual.NOTHING : Actual.AS_RESERVED;
      long end = now + call.length();
      Reservation reservation = allowed.reservation();
      add(new Due(now, serials.incrementAndGet(), end, reservation, actual));
    }
  }

  /** Waits for the next renewal, as the gateway makes them, or for the end. */
  private void add(Due before) {
    long patience = before.reservation().renewWithin();
    boolean renewed = before.end() - before.at() > patience;
    long at = renewed ? before.at() + patience : before.end();
    running.add(new Due(at, before.serial(), before.end(), before.reservation(), before.actual()));
  }

  /** Does what is due before an instant, or at it, each at its own time. */
  private void endUntil(long at) {
    for (Due next = running.peek(); next != null && next.at() <= at; next = running.peek()) {
      running.remove();
      time.advanceTo(next.at());
      String id = next.reservation().id();
      if (next.at() < next.end() && id != null) {
        settler.renew(id, new Immediate<>());
        add(next);
      } else {
        settler.settle(next.reservation(), next.actual(), new Immediate<>());
      }
    }
  }
}
