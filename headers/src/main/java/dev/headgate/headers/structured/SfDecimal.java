package dev.headgate.headers.structured;

import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * A Decimal of at most 12 digits before the point and 3 after it (RFC 9651, section 3.3.2). More
 * places are rounded, half to even, when it is made, so that equal means equal on the wire.
 *
 * @param value with three places; a number that needs 13 digits before the point after rounding is
 *     an {@code IllegalArgumentException}
 */
public record SfDecimal(BigDecimal value) implements BareItem {

  private static final int PLACES = 3;
  private static final int WHOLE_DIGITS_MAX = 12;
  private static final BigDecimal BOUND = BigDecimal.TEN.pow(WHOLE_DIGITS_MAX);

  /** Rounds to three places and checks the range. */
  public SfDecimal {
    value = rounded(value);
    if (value.abs().compareTo(BOUND) >= 0) {
      String found = Ascii.shown(value.toString());
      throw new IllegalArgumentException(
          "Decimal: " + found + " (expected: at most 12 digits before the point)");
    }
  }

  /** A Decimal of the shortest decimal text of {@code value}; see {@link #SfDecimal}. */
  public static SfDecimal of(double value) {
    return new SfDecimal(BigDecimal.valueOf(value));
  }

  // What is far too large or far too small is not scaled: its exponent, which somebody else may
  // have chosen, would become that many digits in memory.
  private static BigDecimal rounded(BigDecimal value) {
    long wholeDigits = (long) value.precision() - value.scale();
    if (wholeDigits < -PLACES) {
      return BigDecimal.ZERO.setScale(PLACES);
    }
    return wholeDigits > WHOLE_DIGITS_MAX && value.signum() != 0
        ? value
        : value.setScale(PLACES, RoundingMode.HALF_EVEN);
  }
}
