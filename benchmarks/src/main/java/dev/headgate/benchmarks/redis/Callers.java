package dev.headgate.benchmarks.redis;

import dev.headgate.benchmarks.redis.Node.Outcome;
import java.util.Arrays;
import java.util.concurrent.Semaphore;

/**
 * Callers of one node for which one thread asks, as an event loop does for its connections; each
 * has one call under way at a time. A single one is a thread that waits for each answer.
 */
final class Callers implements Runnable {
  private static final int SAMPLES = 1 << 12;

  private final Node node;
  private final int depth;
  private final long endNanos;
  private final Semaphore free;
  private long[] nanos = new long[SAMPLES];
  private int done;
  private int refused;
  private int wrong;

  /**
   * So many callers.
   *
   * @param endNanos when they stop, by {@link System#nanoTime}
   */
  Callers(Node node, int depth, long endNanos) {
    this.node = node;
    this.depth = depth;
    this.endNanos = endNanos;
    free = new Semaphore(depth);
  }

  /** Asks until the end; all is answered when this returns. */
  @Override
  public void run() {
    long now = System.nanoTime();
    while (now < endNanos) {
      free.acquireUninterruptibly();
      long asked = System.nanoTime();
      node.ask(outcome -> answered(outcome, asked));
      now = asked;
    }
    free.acquireUninterruptibly(depth);
  }

  private void answered(Outcome outcome, long asked) {
    long took = System.nanoTime() - asked;
    synchronized (this) {
      if (done == nanos.length) {
        nanos = Arrays.copyOf(nanos, 2 * done);
      }
      nanos[done++] = took;
      refused += outcome == Outcome.REFUSED ? 1 : 0;
      wrong += outcome == Outcome.WRONG ? 1 : 0;
    }
    free.release();
  }

  /** How long each call took, in nanoseconds; to be asked once they have stopped. */
  synchronized long[] nanos() {
    return Arrays.copyOf(nanos, done);
  }

  synchronized int refused() {
    return refused;
  }

  synchronized int wrong() {
    return wrong;
  }
}
