package dev.headgate.simulator.workload;

import java.util.Comparator;
import java.util.PriorityQueue;

/** What is to happen, in the order of instants, then of its being noted. For one thread. */
final class Agenda {
  private final PriorityQueue<Item> items =
      new PriorityQueue<>(Comparator.comparingLong(Item::at).thenComparingLong(Item::serial));
  private final long end;
  private long serial;
  private long now;

  private record Item(long at, long serial, Step step) {}

  /** Something that happens. */
  @FunctionalInterface
  interface Step {
    /** At its instant, in microseconds. */
    void happen(long now) throws java.io.IOException;
  }

  /**
   * An empty agenda.
   *
   * @param end nothing happens from then on
   */
  Agenda(long end) {
    this.end = end;
  }

  /** Notes a step; one at the end or after it is forgotten. */
  void at(long instant, Step step) {
    if (instant < end) {
      items.add(new Item(instant, serial++, step));
    }
  }

  /** The instant of the last step, in microseconds; 0 before the first. */
  long now() {
    return now;
  }

  /** Lets the next step happen; false where there is none. */
  boolean next() throws java.io.IOException {
    Item item = items.poll();
    if (item == null) {
      return false;
    }
    now = item.at();
    item.step().happen(now);
    return true;
  }
}
