package dev.headgate.server.store.outage;

import dev.headgate.core.decision.Answer;
import dev.headgate.core.settlement.ReservationStore;
import dev.headgate.core.settlement.Settlement;
import dev.headgate.server.observe.Metrics;
import dev.headgate.server.store.outage.Outbox.Kept;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;

/**
 * Settlements that the store could not take, kept in an outbox until it does. One with an id is
 * delivered until it is answered, after a restart perhaps once more. One without is delivered once:
 * the store could not tell a second from another's. Safe for all threads.
 */
final class Backlog implements AutoCloseable {
  /** The most settlements that wait. */
  static final int WAITING_MAX = 100_000;

  /** How many are delivered at each tick. */
  private static final int EACH_TICK = 64;

  private final ReservationStore store;
  private final Outbox outbox;
  private final Queue<Kept> waiting = new ConcurrentLinkedQueue<>();
  private final AtomicInteger size = new AtomicInteger();
  private final LongAdder delivered = new LongAdder();
  private final LongAdder lost = new LongAdder();

  /** Whether the outbox did not let go of one that may be delivered once only. */
  private volatile boolean isStuck;

  /** Delivers to a store, first what an earlier process left in the outbox. */
  Backlog(ReservationStore store, Outbox outbox) {
    this.store = store;
    this.outbox = outbox;
    waiting.addAll(outbox.left());
    size.set(waiting.size());
  }

  /** Keeps a settlement that failed; {@code kept} is told false where it is lost. */
  void keep(Undelivered what, Exception cause, Consumer<Boolean> kept) {
    if (size.incrementAndGet() > WAITING_MAX || isOnce(what, cause)) {
      size.decrementAndGet();
      lost.increment();
      kept.accept(false);
      return;
    }
    outbox.keep(
        what,
        one -> {
          waiting.add(one);
          kept.accept(true);
        });
  }

  /** Whether it may have been delivered and must not be a second time. */
  private static boolean isOnce(Undelivered what, Exception cause) {
    boolean uncertain = !(cause instanceof StoreSilent silent) || silent.asked();
    return what.reservation().id() == null && uncertain;
  }

  /** Delivers some; what fails waits on. */
  void deliver() {
    for (int i = 0; i < EACH_TICK; i++) {
      Kept next = waiting.poll();
      if (next == null) {
        return;
      }
      size.decrementAndGet();
      if (next.what().reservation().id() != null) {
        deliver(next);
      } else if (isStuck) {
        waitOn(next);
      } else {
        outbox.forget(next, gone -> deliverOnce(next, gone));
      }
    }
  }

  /** Tries again what could not be taken out of the outbox. Meant to be called each second. */
  void retry() {
    isStuck = false;
  }

  private void deliverOnce(Kept one, boolean forgotten) {
    if (forgotten) {
      deliver(Kept.inProcess(one.what()));
    } else {
      isStuck = true;
      waitOn(one);
    }
  }

  private void deliver(Kept one) {
    Undelivered what = one.what();
    store.settle(what.reservation(), what.actual(), what.at(), new Delivering(this, one));
  }

  private void waitOn(Kept one) {
    size.incrementAndGet();
    waiting.add(one);
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
    outbox.showIn(metrics);
  }

  @Override
  public void close() {
    outbox.close();
  }

  private record Delivering(Backlog backlog, Kept one) implements Answer<Settlement> {
    @Override
    public void value(Settlement settlement) {
      // A store that does not know the reservation any more has counted it as it was reserved.
      boolean known = settlement.outcome() != Settlement.Outcome.UNKNOWN;
      (known ? backlog.delivered : backlog.lost).increment();
      if (one.isWritten()) {
        backlog.outbox.forget(one, gone -> {});
      }
    }

    @Override
    public void failure(Exception cause) {
      if (one.isWritten()) {
        backlog.waitOn(one);
      } else {
        backlog.keep(one.what(), cause, kept -> {});
      }
    }
  }
}
