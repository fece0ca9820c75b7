package dev.headgate.simulator.replay;

import dev.headgate.core.decision.Decider;
import dev.headgate.core.decision.Decision;
import dev.headgate.core.decision.Immediate;
import dev.headgate.core.decision.Reservation;
import dev.headgate.core.memory.MemoryStore;
import dev.headgate.core.settlement.Actual;
import dev.headgate.core.settlement.Settlement;
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
  private final PriorityQueue<End> ends =
      new PriorityQueue<>(Comparator.comparingLong(End::at).thenComparingLong(End::serial));
  private final AtomicLong serials = new AtomicLong();
  private int sinceTidy;

  /** The end of a call that has something to give back or to correct. */
  private record End(long at, long serial, Reservation reservation, Actual actual) {}

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
      long at = now + call.length();
      ends.add(new End(at, serials.incrementAndGet(), allowed.reservation(), actual));
    }
  }

  /** Ends what ended before an instant, or at it, each at its own time. */
  private void endUntil(long at) {
    for (End next = ends.peek(); next != null && next.at() <= at; next = ends.peek()) {
      ends.remove();
      time.advanceTo(next.at());
      Immediate<Settlement> done = new Immediate<>();
      settler.settle(next.reservation(), next.actual(), done);
    }
  }
}
