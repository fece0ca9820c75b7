package dev.headgate.testkit.provider;

/**
 * One rate, and how a provider counts it.
 *
 * @param kind how it counts
 * @param count calls, at least 1
 * @param length of time as policies write it: {@code second}, {@code 30s}, {@code 2m}
 */
public record RateForm(Kind kind, int count, String length) {
  /** How a rate is counted; a provider seldom says. */
  public enum Kind {
    /** A bucket that refills evenly. */
    BUCKET("bucket"),
    /** Windows of the clock: twice as many pass around an edge. */
    CALENDAR("window"),
    /** Any stretch of time of that length. */
    SLIDING("sliding");

    private final String key;

    Kind(String key) {
      this.key = key;
    }
  }

  /** Checks the range. */
  public RateForm {
    if (count < 1) {
      throw new IllegalArgumentException("count: " + count + " (expected: >= 1)");
    }
  }

  /** So many in a second. */
  public static RateForm perSecond(Kind kind, int count) {
    return new RateForm(kind, count, "second");
  }

  /** As a policy states it. */
  String yaml() {
    return "%s: %d per %s".formatted(kind.key, count, length);
  }
}
