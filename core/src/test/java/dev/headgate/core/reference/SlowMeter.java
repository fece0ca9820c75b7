package dev.headgate.core.reference;

import dev.headgate.core.scenario.MeterSpec;
import dev.headgate.core.scenario.MeterSpec.AllotmentSpec;
import dev.headgate.core.scenario.MeterSpec.BucketSpec;
import dev.headgate.core.scenario.MeterSpec.CarrySpec;
import dev.headgate.core.scenario.MeterSpec.CeilingSpec;
import dev.headgate.core.scenario.MeterSpec.LogSpec;
import dev.headgate.core.scenario.MeterSpec.PermitsSpec;
import dev.headgate.core.scenario.MeterSpec.PoolSpec;
import dev.headgate.core.scenario.MeterSpec.SlicesSpec;
import dev.headgate.core.scenario.MeterSpec.ToleranceSpec;
import dev.headgate.core.scenario.MeterSpec.WindowSpec;

/** What the numbers of a meter mean for a list of events, said as plainly as possible. */
interface SlowMeter {
  static SlowMeter of(MeterSpec meter) {
    return switch (meter) {
      case BucketSpec bucket -> new SlowBucket(bucket);
      case CeilingSpec ceiling -> new SlowCeiling(ceiling);
      case WindowSpec window -> new SlowWindow(window);
      case AllotmentSpec it -> new SlowWindow(new WindowSpec(it.amount(), it.length()));
      case LogSpec log -> SlowSliding.of(log);
      case SlicesSpec slices -> SlowSliding.of(slices);
      case PermitsSpec permits -> new SlowPermits(permits);
      case CarrySpec carry -> SlowLookingBack.of(carry);
      case ToleranceSpec tolerance -> SlowLookingBack.of(tolerance);
      case PoolSpec pool -> new SlowPooled(pool);
    };
  }

  /** The first instant from now on at which that much is free. */
  long leaves(SlowCounter counter, long cost, long now);

  /** What is free, negative in debt. */
  long free(SlowCounter counter, long now);

  /** What is shown as free, negative in debt. */
  default long shown(SlowCounter counter, long now) {
    return free(counter, now);
  }

  long resetAt(SlowCounter counter, long cost, long now);

  long room(SlowCounter counter, long debtMax, long now);
}
