package dev.headgate.core.limit;

import dev.headgate.core.time.Micros;

/** Whole-number arithmetic of meters, and the bound under which every store computes the same. */
final class Numbers {
  /** Products stay below this, so that a script that counts in doubles is exact. */
  static final long BOUND = 1L << 53;

  private Numbers() {}

  static long check(String name, long value, long from, long to) {
    if (value < from || value > to) {
      throw new IllegalArgumentException(
          name + ": " + value + " (expected: " + from + " to " + to + ")");
    }
    return value;
  }

  /** The product, refused at or above {@link #BOUND} with both factors in the message. */
  static long product(String name, long left, long right) {
    long high = Math.multiplyHigh(left, right);
    long product = left * right;
    if (high != 0 || product < 0 || product >= BOUND) {
      throw new IllegalArgumentException(
          name + ": " + left + " x " + right + " (expected: a product below 2^53 = " + BOUND + ")");
    }
    return product;
  }

  static long ceilDiv(long dividend, long divisor) {
    return (dividend + divisor - 1) / divisor;
  }

  static long gcd(long left, long right) {
    return right == 0 ? left : gcd(right, left % right);
  }

  /** An instant later by that much, never beyond {@link Micros#NEVER}. */
  static long later(long instant, long micros) {
    return Math.min(Micros.NEVER, instant + micros);
  }
}
