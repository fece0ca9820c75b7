package dev.headgate.simulator.answer;

import dev.headgate.core.limit.Bucket;
import dev.headgate.core.limit.FixedWindow;
import dev.headgate.core.limit.Meter;
import dev.headgate.core.quota.Allotment;

/**
 * What one key would have needed: the smallest amount at which nothing of what was offered would
 * have been refused by one limit, with callers that do not change what they send. For one thread.
 *
 * <p>Of a fixed window or quota it is the most that was asked for in one of its windows. Of a
 * bucket it is the capacity at the same rate: the most by which demand ran ahead of the filling.
 */
final class Need {
  /** Sums of fractions may be off by less than this. */
  private static final double ROUNDING = 1e-6;

  private long windowEnd;
  private long asked;
  private double ahead;
  private long before;
  private long peak;
  private long fullest;

  /** Whether it can be told for a kind of limit. */
  static boolean known(Meter meter) {
    return meter instanceof FixedWindow || meter instanceof Allotment || meter instanceof Bucket;
  }

  /**
   * A call was offered.
   *
   * @param reset end of the present window, for a kind that has windows
   */
  void offered(Meter meter, long cost, long at, long reset) {
    if (meter instanceof Bucket) {
      double filled = (double) meter.capacity() * (at - before) / meter.windowMicros();
      ahead = Math.max(0, ahead - filled) + cost;
      before = at;
      asked = (long) Math.ceil(ahead - ROUNDING);
    } else {
      asked = reset == windowEnd ? asked + cost : cost;
      windowEnd = reset;
    }
    if (asked > peak) {
      peak = asked;
    }
    fullest = Math.max(fullest, ClaimUsage.share(asked, meter.capacity()));
  }

  /** What is asked of it now: in this window, or for the bucket to hold. */
  long asked() {
    return asked;
  }

  /** The most that was asked of it so far. */
  long peak() {
    return peak;
  }

  /** The largest share of its amount that was asked of it, in hundredths of a percent. */
  long fullest() {
    return fullest;
  }
}
