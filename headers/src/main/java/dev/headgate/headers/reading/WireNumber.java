package dev.headgate.headers.reading;

import dev.headgate.headers.RateLimitWriter;
import dev.headgate.headers.structured.BareItem;
import dev.headgate.headers.structured.SfInteger;
import org.jspecify.annotations.Nullable;

/** The whole numbers of the rate-limit fields: Integers of RFC 9651 that are not negative. */
final class WireNumber {

  private WireNumber() {}

  static void require(String what, @Nullable Long number, long least) {
    if (number != null && (number < least || number > RateLimitWriter.NUMBER_MAX)) {
      throw new IllegalArgumentException(
          "%s: %d (expected: %d to %d)".formatted(what, number, least, RateLimitWriter.NUMBER_MAX));
    }
  }

  /** The number in {@code item}, or null if it is none, is negative or is not there. */
  static @Nullable Long of(@Nullable BareItem item) {
    return item instanceof SfInteger(long value) && value >= 0 ? value : null;
  }
}
