package dev.headgate.core.usage;

import java.util.concurrent.atomic.AtomicLongArray;

/**
 * How often numbers from 0 came, in classes: exact below 8, then four to each power of two, so that
 * the ends of a class are at most a quarter apart. Constant size, safe for all threads.
 */
final class Spread {
  private static final int EXACT = 8;
  private static final int EXACT_BITS = 3;
  private static final int PARTS = 4;
  private static final int PART_BITS = 2;

  private final AtomicLongArray counts =
      new AtomicLongArray(EXACT + PARTS * (Long.SIZE - EXACT_BITS));

  void add(long number) {
    counts.incrementAndGet(place(number));
  }

  /** How many numbers came. */
  long count() {
    long count = 0;
    for (int i = 0; i < counts.length(); i++) {
      count += counts.get(i);
    }
    return count;
  }

  /** The largest number of the class below or in which that many of a hundred are; 0 of none. */
  long share(int percent) {
    long left = (count() * percent + 99) / 100;
    for (int i = 0; i < counts.length(); i++) {
      left -= counts.get(i);
      if (left <= 0) {
        return i == 0 ? 0 : largest(i);
      }
    }
    return 0;
  }

  private static int place(long number) {
    if (number < EXACT) {
      return (int) Math.max(0, number);
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
