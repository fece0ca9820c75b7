package dev.headgate.testkit.virtual;

import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.random.RandomGenerator;

/** The true time, in microseconds since the epoch, and what happens in it, in order. */
public final class World {
  private record Step(long at, long order, Runnable what) {}

  private final PriorityQueue<Step> steps =
      new PriorityQueue<>(Comparator.comparingLong(Step::at).thenComparingLong(Step::order));
  private final RandomGenerator random;
  private long now;
  private long order;

  /** A world that begins at an instant. */
  public World(long start, RandomGenerator random) {
    this.now = start;
    this.random = random;
  }

  /** The present instant. */
  public long now() {
    return now;
  }

  /** Where all chance of this world comes from. */
  public RandomGenerator random() {
    return random;
  }

  /** Something will happen; in the past means at once. */
  public void at(long instant, Runnable what) {
    steps.add(new Step(Math.max(now, instant), order++, what));
  }

  /** Lets everything happen until that instant, or until nothing is left. */
  public void runUntil(long end) {
    while (!steps.isEmpty() && steps.peek().at() <= end) {
      Step step = steps.remove();
      now = step.at();
      step.what().run();
    }
  }

  /** Lets everything happen. */
  public void run() {
    runUntil(Long.MAX_VALUE);
  }
}
