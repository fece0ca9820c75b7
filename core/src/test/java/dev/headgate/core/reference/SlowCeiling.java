package dev.headgate.core.reference;

import dev.headgate.core.scenario.MeterSpec.CeilingSpec;

/** A bound on each call alone: nothing that happened before matters. */
record SlowCeiling(CeilingSpec spec) implements SlowMeter {
  @Override
  public long leaves(SlowCounter counter, long cost, long now) {
    return now;
  }

  @Override
  public long free(SlowCounter counter, long now) {
    return spec.amount();
  }

  @Override
  public long resetAt(SlowCounter counter, long cost, long now) {
    return now;
  }

  @Override
  public long room(SlowCounter counter, long debtMax, long now) {
    return 0;
  }
}
