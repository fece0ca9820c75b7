package dev.headgate.core.limit;

import dev.headgate.core.time.Micros;

/** Whole-number arithmetic of meters, and the bound under which every store computes the same. */
public final class Numbers {
  /** Products stay below this, so that a script that counts in doubles is exact. */
  public static final long BOUND = 1L << 53;

  /** The largest amount or length of a limit: sums of a few of them stay below {@link #BOUND}. */
  public static final long AMOUNT_MAX = BOUND / 4;

  private Numbers() {}

  /** The value, refused outside {@code from} to {@code to}, both included. */
  public static long check(String name, long value, long from, long to) {
    if (value < from || value > to) {
      throw new IllegalArgumentException(
          name + ": " + value + " (expected: " + from + " to " + to + ")");
    }
    return value;
  }

  /** The product, refused at or above {@link #BOUND} with both factors in the message. */
  public static long product(String name, long left, long right) {
    long high = Math.multiplyHigh(left, right);
    long product = left * right;
    if (high != 0 || product < 0 || product >= BOUND) {
      throw new IllegalArgumentException(
          name + ": " + left + " x " + right + " (expected: a product below 2^53 = " + BOUND + ")");
    }
    return product;
  }

  /** The sum of two numbers that are not negative, at most {@link #BOUND} - 1. */
  public static long sum(long left, long right) {
    return Math.min(BOUND - 1, Math.min(BOUND - 1, left) + Math.min(BOUND - 1, right));
  }

  /** A share of an amount, in hundredths of a percent, rounded down. */
  public static long part(long amount, int share) {
    return amount / 10_000 * share + amount % 10_000 * share / 10_000;
  }

  /** The quotient rounded up, for a dividend of at least 0. */
  public static long ceilDiv(long dividend, long divisor) {
    return (dividend + divisor - 1) / divisor;
  }

  static long gcd(long left, long right) {
    return right == 0 ? left : gcd(right, left % right);
  }

  /** An instant later by that much, never beyond {@link Micros#NEVER}. */
  public static long later(long instant, long micros) {
    return Math.min(Micros.NEVER, instant + micros);
  }
}
