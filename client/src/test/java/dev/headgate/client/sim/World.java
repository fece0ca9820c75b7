package dev.headgate.client.sim;

import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.random.RandomGenerator;

/** True time, in microseconds from 0, and what happens in it, in order. */
public final class World {
  private record Step(long at, long order, Runnable what) {}

  private final PriorityQueue<Step> steps =
      new PriorityQueue<>(Comparator.comparingLong(Step::at).thenComparingLong(Step::order));
  private final RandomGenerator random;
  private long now;
  private long order;

  public World(RandomGenerator random) {
    this.random = random;
  }

  public long now() {
    return now;
  }

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
}
