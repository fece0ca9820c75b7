package dev.headgate.client.governor;

import java.util.Comparator;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/**
 * Instants at which a gate may open or a call has rested or waited enough. An alarm that was set
 * anew stays in the queue, and is known to be stale by its instant.
 */
final class Alarms {
  /** An alarm is for a gate or for a call. */
  record Alarm(long at, @Nullable Gate gate, @Nullable Waiter waiter) {
    boolean isStale() {
      if (gate != null) {
        return gate.alarmAt != at;
      }
      return waiter == null || waiter.alarmAt != at || waiter.state == Waiter.State.OVER;
    }
  }

  private final PriorityQueue<Alarm> alarms =
      new PriorityQueue<>(Comparator.comparingLong(Alarm::at));

  void set(Gate gate, long at) {
    if (at != gate.alarmAt && at != Gate.NEVER) {
      alarms.add(new Alarm(at, gate, null));
    }
    gate.alarmAt = at;
  }

  void set(Waiter waiter, long at) {
    if (at != waiter.alarmAt) {
      alarms.add(new Alarm(at, null, waiter));
    }
    waiter.alarmAt = at;
  }

  /** The next alarm that is due, removed; null if none is. */
  @Nullable Alarm due(long now) {
    dropStale();
    Alarm first = alarms.peek();
    return first != null && first.at() <= now ? alarms.poll() : null;
  }

  /** When the next one is due. */
  long next() {
    dropStale();
    Alarm first = alarms.peek();
    return first == null ? Gate.NEVER : first.at();
  }

  private void dropStale() {
    Alarm first = alarms.peek();
    while (first != null && first.isStale()) {
      alarms.poll();
      first = alarms.peek();
    }
  }
}
