package dev.headgate.server.store;

import dev.headgate.core.time.TimeSource;
import java.util.Comparator;
import java.util.PriorityQueue;

/** Time that jumps from event to event, all on the thread that runs it. */
public final class VirtualTime implements TimeSource {
  private final PriorityQueue<Event> events =
      new PriorityQueue<>(Comparator.comparingLong(Event::at).thenComparingLong(Event::number));
  private long now;
  private long number;

  /** Starts at an instant in microseconds since the epoch. */
  public VirtualTime(long start) {
    now = start;
  }

  private record Event(long at, long number, Runnable what) {}

  @Override
  public long micros() {
    return now;
  }

  /** Has something happen at an instant; what lies in the past happens next. */
  public void at(long instant, Runnable what) {
    events.add(new Event(Math.max(now, instant), number++, what));
  }

  /** Has something happen again and again, until an instant. */
  public void every(long micros, long until, Runnable what) {
    if (now + micros < until) {
      at(
          now + micros,
          () -> {
            what.run();
            every(micros, until, what);
          });
    }
  }

  /** Lets everything happen up to an instant. */
  public void runUntil(long instant) {
    while (!events.isEmpty() && events.peek().at() <= instant) {
      Event next = events.remove();
      now = next.at();
      next.what().run();
    }
    now = instant;
  }

  /** How many events are still to come. */
  public int pending() {
    return events.size();
  }
}
