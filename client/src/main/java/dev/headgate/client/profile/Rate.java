package dev.headgate.client.profile;

/**
 * So many calls in so long.
 *
 * @param count 1 to {@link #COUNT_MAX}
 * @param windowMicros 1,000 to a day
 * @param rule when a place is free again
 */
public record Rate(int count, long windowMicros, SlotRule rule) {
  /** The most calls of a window that are kept apart. */
  public static final int COUNT_MAX = 10_000;

  private static final long DAY = 86_400_000_000L;

  /** Checks the ranges. */
  public Rate {
    if (count < 1 || count > COUNT_MAX) {
      throw new IllegalArgumentException("count: " + count + " (expected: 1 to " + COUNT_MAX + ")");
    }
    if (windowMicros < 1_000 || windowMicros > DAY) {
      throw new IllegalArgumentException(
          "windowMicros: " + windowMicros + " (expected: 1,000 to " + DAY + ")");
    }
  }

  /** So many per seconds, each place free one window after the response. */
  public static Rate safe(int count, int seconds) {
    return new Rate(count, seconds * 1_000_000L, SlotRule.AFTER_RESPONSE);
  }

  /** So many per second of a bucket. */
  public static Rate steady(int count) {
    return new Rate(count, 1_000_000L, SlotRule.STEADY);
  }
}
