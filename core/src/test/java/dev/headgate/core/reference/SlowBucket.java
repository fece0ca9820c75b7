package dev.headgate.core.reference;

import dev.headgate.core.scenario.MeterSpec.BucketSpec;
import java.math.BigDecimal;
import java.math.BigInteger;

/**
 * A bucket in fractions with one denominator: what is missing, times the period. The refill between
 * two events has the rate of the later one, and an event is what takes or gives back.
 */
record SlowBucket(BucketSpec spec) implements SlowMeter {
  @Override
  public long leaves(SlowCounter counter, long cost, long now) {
    return whenMissing(counter, times(spec.amount() - cost), now);
  }

  @Override
  public long free(SlowCounter counter, long now) {
    BigInteger free = times(spec.amount()).subtract(missing(counter, now));
    return new BigDecimal(free)
        .divide(BigDecimal.valueOf(spec.period()), 0, java.math.RoundingMode.FLOOR)
        .longValueExact();
  }

  @Override
  public long resetAt(SlowCounter counter, long cost, long now) {
    boolean next = cost <= spec.amount() && free(counter, now) < cost;
    return whenMissing(counter, times(next ? spec.amount() - cost : 0), now);
  }

  @Override
  public long room(SlowCounter counter, long debtMax, long now) {
    return Math.max(0, free(counter, now) + Math.min(debtMax, spec.amount()));
  }

  private BigInteger missing(SlowCounter counter, long now) {
    BigInteger missing = BigInteger.ZERO;
    BigInteger debt = BigInteger.ZERO;
    long last = 0;
    for (SlowCounter.Event event : counter.events) {
      BucketSpec then = (BucketSpec) event.meter;
      BigInteger full = times(then, then.amount());
      BigInteger before = refilled(then, cut(full, missing, debt), event.at - last);
      missing = before.add(times(then, event.cost)).max(BigInteger.ZERO);
      debt = missing.subtract(full).max(BigInteger.ZERO);
      last = event.at;
    }
    return refilled(spec, cut(times(spec.amount()), missing, debt), now - last);
  }

  /** A bucket that was made smaller misses at most all it holds, and the debt there was. */
  private static BigInteger cut(BigInteger full, BigInteger missing, BigInteger debt) {
    return missing.compareTo(full) <= 0
        ? missing
        : missing.subtract(debt).min(full).add(debt.min(full));
  }

  private static BigInteger refilled(BucketSpec then, BigInteger missing, long elapsed) {
    BigInteger back = BigInteger.valueOf(then.refill()).multiply(BigInteger.valueOf(elapsed));
    return missing.subtract(back).max(BigInteger.ZERO);
  }

  private long whenMissing(SlowCounter counter, BigInteger wanted, long now) {
    BigInteger tooMuch = missing(counter, now).subtract(wanted);
    if (tooMuch.signum() <= 0) {
      return now;
    }
    return now
        + new BigDecimal(tooMuch)
            .divide(BigDecimal.valueOf(spec.refill()), 0, java.math.RoundingMode.CEILING)
            .longValueExact();
  }

  private BigInteger times(long units) {
    return times(spec, units);
  }

  private static BigInteger times(BucketSpec bucket, long units) {
    return BigInteger.valueOf(units).multiply(BigInteger.valueOf(bucket.period()));
  }
}
