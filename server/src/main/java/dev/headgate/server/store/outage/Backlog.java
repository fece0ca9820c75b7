package dev.headgate.server.store.outage;

import dev.headgate.core.decision.Answer;
import dev.headgate.core.decision.Reservation;
import dev.headgate.core.settlement.Actual;
import dev.headgate.core.settlement.ReservationStore;
import dev.headgate.core.settlement.Settlement;
import dev.headgate.server.observe.Metrics;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;

/**
 * Settlements that the store could not take, kept until it does. One with an id is delivered until
 * it is answered. One without is delivered once: the store could not tell a second from another's.
 * Safe for all threads.
 */
final class Backlog {
  /** The most settlements that wait. */
  static final int WAITING_MAX = 100_000;

  /** How many are delivered at each tick. */
  private static final int EACH_TICK = 64;

  private final ReservationStore store;
  private final Queue<Waiting> waiting = new ConcurrentLinkedQueue<>();
  private final AtomicInteger size = new AtomicInteger();
  private final LongAdder delivered = new LongAdder();
  private final LongAdder lost = new LongAdder();

  Backlog(ReservationStore store) {
    this.store = store;
  }

  private record Waiting(Reservation reservation, Actual actual, long now) {}

  /** Keeps a settlement that failed; false where it is lost. */
  boolean keep(Reservation reservation, Actual actual, long now, Exception cause) {
    boolean uncertain = !(cause instanceof StoreSilent silent) || silent.asked();
    if (reservation.id() == null && uncertain) {
      lost.increment();
      return false;
    }
    if (size.incrementAndGet() > WAITING_MAX) {
      size.decrementAndGet();
      lost.increment();
      return false;
    }
    waiting.add(new Waiting(reservation, actual, now));
    return true;
  }

  /** Delivers some; what fails waits on. */
  void deliver() {
    for (int i = 0; i < EACH_TICK; i++) {
      Waiting next = waiting.poll();
      if (next == null) {
        return;
      }
      size.decrementAndGet();
      store.settle(next.reservation(), next.actual(), next.now(), new Delivering(this, next));
    }
  }

  int size() {
    return size.get();
  }

  long lost() {
    return lost.sum();
  }

  void showIn(Metrics metrics) {
    metrics.gauge("headgate.settlements.waiting", size::get);
    metrics.counter("headgate.settlements.delivered.late", delivered::sum);
    metrics.counter("headgate.settlements.lost", lost::sum);
  }

  private record Delivering(Backlog backlog, Waiting what) implements Answer<Settlement> {
    @Override
    public void value(Settlement settlement) {
      backlog.delivered.increment();
    }

    @Override
    public void failure(Exception cause) {
      backlog.keep(what.reservation(), what.actual(), what.now(), cause);
    }
  }
}
