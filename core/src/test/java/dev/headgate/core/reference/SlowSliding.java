package dev.headgate.core.reference;

import dev.headgate.core.scenario.MeterSpec.LogSpec;
import dev.headgate.core.scenario.MeterSpec.SlicesSpec;
import java.util.function.LongUnaryOperator;
import java.util.stream.LongStream;

/**
 * A window that slides: what was taken counts until an instant that follows from when it was taken.
 *
 * @param amount the most that may count
 * @param leavesAt until when something taken at an instant counts
 */
record SlowSliding(long amount, LongUnaryOperator leavesAt) implements SlowMeter {
  static SlowSliding of(LogSpec log) {
    return new SlowSliding(log.amount(), at -> at + log.length());
  }

  /** A slice leaves as a whole, once the windows of all its instants have passed. */
  static SlowSliding of(SlicesSpec slices) {
    long slice = (slices.length() + slices.slices() - 1) / slices.slices();
    return new SlowSliding(slices.amount(), at -> (at / slice + slices.slices() + 1) * slice);
  }

  @Override
  public long leaves(SlowCounter counter, long cost, long now) {
    return whenFree(counter, cost, now);
  }

  @Override
  public long free(SlowCounter counter, long now) {
    long used = 0;
    for (SlowCounter.Event event : counter.events) {
      if (leavesAt.applyAsLong(event.at) > now) {
        used += event.cost;
      }
    }
    return amount - used;
  }

  @Override
  public long resetAt(SlowCounter counter, long cost, long now) {
    boolean next = cost <= amount && free(counter, now) < cost;
    return whenFree(counter, next ? cost : amount, now);
  }

  @Override
  public long room(SlowCounter counter, long debtMax, long now) {
    return Math.max(0, free(counter, now) + debtMax);
  }

  private long whenFree(SlowCounter counter, long wanted, long now) {
    LongStream leaving = counter.events.stream().mapToLong(event -> leavesAt.applyAsLong(event.at));
    return LongStream.concat(LongStream.of(now), leaving)
        .filter(at -> at >= now && free(counter, at) >= wanted)
        .min()
        .orElseThrow();
  }
}
