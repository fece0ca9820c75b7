package dev.headgate.core.reference;

import dev.headgate.core.scenario.MeterSpec.WindowSpec;

/** A window aligned to the epoch: the sum of what was taken in the window of now. */
record SlowWindow(WindowSpec spec) implements SlowMeter {
  @Override
  public long leaves(SlowCounter counter, long cost, long now) {
    return cost <= free(counter, now) ? now : end(now);
  }

  @Override
  public long free(SlowCounter counter, long now) {
    long used = 0;
    for (SlowCounter.Event event : counter.events) {
      if (event.at / spec.length() == now / spec.length()) {
        used += event.cost;
      }
    }
    return spec.amount() - used;
  }

  @Override
  public long resetAt(SlowCounter counter, long cost, long now) {
    return end(now);
  }

  @Override
  public long room(SlowCounter counter, long debtMax, long now) {
    return Math.max(0, free(counter, now) + debtMax);
  }

  private long end(long now) {
    return (now / spec.length() + 1) * spec.length();
  }
}
