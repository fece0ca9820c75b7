package dev.headgate.client.call;

/**
 * On what terms a call is made.
 *
 * @param points what it is expected to cost, 0 to {@link #POINTS_MAX}
 * @param priority where calls wait
 * @param waitMaxMicros the longest wait for its being sent, over all attempts, at least 0
 * @param keyed whether it carries an idempotency key
 * @param oneShot whether its body can be sent only once
 */
public record Terms(
    long points, Priority priority, long waitMaxMicros, boolean keyed, boolean oneShot) {
  /** The dearest call. */
  public static final long POINTS_MAX = 1_000_000_000_000L;

  /** Longer waits are as good as this: a hundred years, in microseconds. */
  public static final long WAIT_MAX = 3_155_760_000_000_000L;

  /** One point, normal priority, and a wait of five minutes. */
  public static final Terms USUAL = new Terms(1, Priority.NORMAL, 300_000_000L, false, false);

  /** Checks the ranges. */
  public Terms {
    if (points < 0 || points > POINTS_MAX) {
      throw new IllegalArgumentException(
          "points: " + points + " (expected: 0 to " + POINTS_MAX + ")");
    }
    if (waitMaxMicros < 0) {
      throw new IllegalArgumentException("waitMaxMicros: " + waitMaxMicros + " (expected: >= 0)");
    }
    waitMaxMicros = Math.min(waitMaxMicros, WAIT_MAX);
  }

  /** The same terms at another price. */
  public Terms withPoints(long price) {
    return new Terms(price, priority, waitMaxMicros, keyed, oneShot);
  }

  /** The same terms with another patience. */
  public Terms withWaitMax(long micros) {
    return new Terms(points, priority, micros, keyed, oneShot);
  }

  /** The same terms for a call that matters more or less. */
  public Terms withPriority(Priority other) {
    return new Terms(points, other, waitMaxMicros, keyed, oneShot);
  }

  /** The same terms for a call with an idempotency key. */
  public Terms withKey() {
    return new Terms(points, priority, waitMaxMicros, true, oneShot);
  }

  /** The same terms for a call whose body can be sent only once. */
  public Terms once() {
    return new Terms(points, priority, waitMaxMicros, keyed, true);
  }
}
