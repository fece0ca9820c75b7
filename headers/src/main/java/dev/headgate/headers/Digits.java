package dev.headgate.headers;

import java.nio.charset.StandardCharsets;

/**
 * Writes whole numbers as decimal digits, two at a time, for the hot path: no text stands in
 * between. Safe for all threads.
 */
public final class Digits {
  /** The most digits of a number. */
  public static final int COUNT_MAX = 19;

  /** 1,233 / 4,096 is a little more than the common logarithm of 2. */
  private static final int LOG_FACTOR = 1_233;

  private static final int LOG_SHIFT = 12;
  private static final long[] POWERS = powers();
  private static final byte[] PAIRS = pairs();

  private Digits() {}

  /** How many digits a number, at least 0, has without leading zeros. */
  public static int count(long number) {
    long odd = number | 1; // as many digits, and one for zero
    int bits = Long.SIZE - Long.numberOfLeadingZeros(odd);
    int power = (bits * LOG_FACTOR) >>> LOG_SHIFT;
    return odd < POWERS[power] ? power : power + 1;
  }

  /**
   * Writes a number, at least 0, without leading zeros.
   *
   * @param at where its first digit goes; {@link #COUNT_MAX} bytes there always suffice
   * @return the place after its last digit
   */
  public static int write(long number, byte[] bytes, int at) {
    assert number >= 0 : number;
    int end = at + count(number);
    int place = end;
    long rest = number;
    while (rest > Integer.MAX_VALUE) {
      place = pair((int) (rest % 100), bytes, place);
      rest /= 100;
    }
    // Division of an int is several times cheaper than that of a long, and most numbers are small.
    int small = (int) rest;
    while (small >= 10) {
      place = pair(small % 100, bytes, place);
      small /= 100;
    }
    if (place > at) {
      bytes[place - 1] = (byte) ('0' + small);
    }
    return end;
  }

  private static int pair(int pair, byte[] bytes, int end) {
    bytes[end - 1] = PAIRS[2 * pair + 1];
    bytes[end - 2] = PAIRS[2 * pair];
    return end - 2;
  }

  /** The powers of ten that a long holds. */
  private static long[] powers() {
    long[] powers = new long[COUNT_MAX];
    long power = 1;
    for (int i = 0; i < powers.length; i++) {
      powers[i] = power;
      power *= 10;
    }
    return powers;
  }

  private static byte[] pairs() {
    StringBuilder pairs = new StringBuilder();
    for (int i = 0; i < 100; i++) {
      pairs.append(i / 10).append(i % 10);
    }
    return pairs.toString().getBytes(StandardCharsets.ISO_8859_1);
  }
}
