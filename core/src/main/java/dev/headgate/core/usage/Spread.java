package dev.headgate.core.usage;

import dev.headgate.core.pricing.Quote;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * How often costs came, in classes: exact below 32, then sixteen to each power of two (log-linear,
 * as in HdrHistogram), so that the ends of a class are less than a sixteenth apart. 3.5 KiB
 * whatever comes. Safe for all threads.
 */
final class Spread {
  private static final int EXACT = 32;
  private static final int EXACT_BITS = 5;
  private static final int PARTS = 16;
  private static final int PART_BITS = 4;

  /** The largest cost has so many bits. */
  private static final int BITS = Long.SIZE - Long.numberOfLeadingZeros(Quote.COST_MAX);

  private final AtomicLongArray counts = new AtomicLongArray(EXACT + PARTS * (BITS - EXACT_BITS));

  /** Counts a cost of 0 to {@link Quote#COST_MAX}; one beyond counts as the nearest of them. */
  void add(long cost) {
    counts.incrementAndGet(place(Math.clamp(cost, 0, Quote.COST_MAX)));
  }

  /** How many costs came. */
  long count() {
    long count = 0;
    for (int i = 0; i < counts.length(); i++) {
      count += counts.get(i);
    }
    return count;
  }

  /**
   * The largest cost of the class below or in which that many of a hundred are, these and others
   * together; 0 of none.
   */
  long share(int percent, Spread others) {
    long left = ((count() + others.count()) * percent + 99) / 100;
    for (int i = 0; i < counts.length(); i++) {
      left -= counts.get(i) + others.counts.get(i);
      if (left <= 0) {
        return i == 0 ? 0 : largest(i);
      }
    }
    return 0;
  }

  private static int place(long number) {
    if (number < EXACT) {
      return (int) number;
    }
    int power = Long.SIZE - 1 - Long.numberOfLeadingZeros(number);
    int part = (int) (number >>> (power - PART_BITS)) & (PARTS - 1);
    return EXACT + PARTS * (power - EXACT_BITS) + part;
  }

  private static long largest(int place) {
    if (place < EXACT) {
      return place;
    }
    int power = (place - EXACT) / PARTS + EXACT_BITS;
    int part = (place - EXACT) % PARTS;
    return (1L << power) + ((part + 1L) << (power - PART_BITS)) - 1;
  }
}
