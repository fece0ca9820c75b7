package dev.headgate.simulator.replay;

import dev.headgate.simulator.mapping.LoggedCall;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.PriorityQueue;

/**
 * Puts calls in the order of their stamps within a window, and tells which have the same. Memory is
 * that of the calls in one window. For one thread.
 */
final class Timeline {
  /** The most calls that wait for earlier ones; beyond, the window is cut short. */
  static final int WAITING_MAX = 4_000_000;

  private final long window;
  private final Placed placed;
  private final PriorityQueue<Waiting> waiting = new PriorityQueue<>();
  private final List<LoggedCall> group = new ArrayList<>();
  private long serial;
  private long latest;
  private long done;
  private long cutShort;

  /** Takes calls in their order. */
  interface Placed {
    /** A call with its number, from 0, among the many of its stamp. */
    void call(LoggedCall call, int number, int many) throws IOException;
  }

  /** A call that waits, by its stamp, then by its place in the log. */
  private record Waiting(LoggedCall call, long stamp, long serial) implements Comparable<Waiting> {
    @Override
    public int compareTo(Waiting other) {
      return stamp != other.stamp
          ? Long.compare(stamp, other.stamp)
          : Long.compare(serial, other.serial);
    }
  }

  /**
   * An empty timeline.
   *
   * @param window how far a call may come after a later one, in microseconds
   */
  Timeline(long window, Placed placed) {
    this.window = window;
    this.placed = placed;
  }

  /** Adds the next call of the log; false where it comes too late to be put in its place. */
  boolean add(LoggedCall call) throws IOException {
    if (call.stamp() < done) {
      return false;
    }
    latest = Math.max(latest, call.stamp());
    waiting.add(new Waiting(call, call.stamp(), serial++));
    release(latest - window);
    if (waiting.size() > WAITING_MAX) {
      cutShort++;
      release(waiting.element().stamp() + 1);
    }
    return true;
  }

  /** Places everything that is left. */
  void finish() throws IOException {
    release(Long.MAX_VALUE);
    flush();
  }

  /** How often the window was cut short because too many calls waited. */
  long cutShort() {
    return cutShort;
  }

  /** Places all calls stamped before an instant; nothing before it can come any more. */
  private void release(long before) throws IOException {
    done = Math.max(done, before);
    for (Waiting next = waiting.peek(); next != null; next = waiting.peek()) {
      long stamp = next.stamp();
      if (stamp >= before) {
        break;
      }
      if (!group.isEmpty() && group.getLast().stamp() != stamp) {
        flush();
      }
      waiting.remove();
      group.add(next.call());
    }
    if (!group.isEmpty() && group.getLast().stamp() < before) {
      flush();
    }
  }

  private void flush() throws IOException {
    int size = group.size();
    for (int i = 0; i < size; i++) {
      placed.call(group.get(i), i, size);
    }
    group.clear();
  }
}
