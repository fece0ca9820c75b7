package dev.headgate.core.limit;

import java.math.BigInteger;
import java.util.List;
import java.util.random.RandomGenerator;

/** Buckets against whole numbers without bound. */
class BucketContractTest extends MeterContract {
  @Override
  protected Subject subject(RandomGenerator random) {
    long[] periods = {1, 7, 1_000, 999_983, 1_000_000, 60_000_000, 3_600_000_000L, 86_400_000_000L};
    long period = periods[random.nextInt(periods.length)];
    long refill = 1 + random.nextLong(random.nextBoolean() ? 5 : 5_000);
    return new Subject(
        capacity -> new Bucket(capacity, refill, period),
        capacity -> new Exact(capacity, refill, period),
        Math.max(4, amountMax() * period / refill));
  }

  /** Counts in units divided by the period, of which {@code refill} come back a microsecond. */
  private record Exact(long capacity, long refill, long period) implements Reference {
    @Override
    public long free(List<Event> events, long now) {
      BigInteger missing = BigInteger.ZERO;
      long at = 0;
      for (Event event : events) {
        missing = refilled(missing, event.at() - at);
        missing = missing.add(times(event.net(), period)).max(BigInteger.ZERO);
        at = event.at();
      }
      BigInteger left = times(capacity, period).subtract(refilled(missing, now - at));
      BigInteger[] units = left.divideAndRemainder(BigInteger.valueOf(period));
      return units[0].longValueExact() - (units[1].signum() < 0 ? 1 : 0);
    }

    private BigInteger refilled(BigInteger missing, long micros) {
      return missing.subtract(times(micros, refill)).max(BigInteger.ZERO);
    }

    private static BigInteger times(long left, long right) {
      return BigInteger.valueOf(left).multiply(BigInteger.valueOf(right));
    }
  }
}
