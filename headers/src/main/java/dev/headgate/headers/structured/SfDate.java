package dev.headgate.headers.structured;

import java.time.Instant;

/**
 * A Date (RFC 9651, section 3.3.7).
 *
 * @param epochSecond seconds since 1970 without leap seconds, at most 15 digits; any other number
 *     is an {@code IllegalArgumentException}
 */
public record SfDate(long epochSecond) implements BareItem {

  /** Checks the range. */
  public SfDate {
    Syntax.requireInteger("Date", epochSecond);
  }

  /** The same as an instant. */
  public Instant toInstant() {
    return Instant.ofEpochSecond(epochSecond);
  }
}
