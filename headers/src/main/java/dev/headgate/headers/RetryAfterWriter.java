package dev.headgate.headers;

/**
 * Writes the value of {@code Retry-After} (RFC 9110, section 10.2.3) as whole seconds, rounded up:
 * a caller that waits that long has waited long enough. Stateless.
 */
public final class RetryAfterWriter {

  private static final long MICROS_PER_SECOND = 1_000_000;

  private RetryAfterWriter() {}

  /** The whole seconds that cover {@code micros}; 0 if that is not positive. */
  public static long seconds(long micros) {
    return Math.ceilDiv(Math.max(0, micros), MICROS_PER_SECOND);
  }

  /** The field's value for a wait of {@code micros} microseconds. */
  public static String format(long micros) {
    return Long.toString(seconds(micros));
  }
}
