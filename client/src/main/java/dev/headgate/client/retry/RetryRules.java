package dev.headgate.client.retry;

import dev.headgate.client.call.Call;

/**
 * When a call may be sent again, and how often.
 *
 * @param backoff the wait where the server states none, and where it states nothing but zero
 * @param retriesMax how often a call is repeated, 0 to {@link #RETRIES_MAX}
 * @param deadlineMicros no retry leaves later than this after the call was first sent, except where
 *     the server states the wait: that is bounded by the call's own patience
 * @param refusedIsUndone whether a refusal says that the call was not carried out; false for a
 *     server that refuses after it has begun
 * @param keysHonoured whether the server carries out calls with the same idempotency key once
 */
public record RetryRules(
    Backoff backoff,
    int retriesMax,
    long deadlineMicros,
    boolean refusedIsUndone,
    boolean keysHonoured) {
  /** The most retries of a call. */
  public static final int RETRIES_MAX = 100;

  private static final long FIVE_MINUTES = 300 * Backoff.SECOND;

  /** Six retries at 3, 5, 8, 13, 21 and 34 s within five minutes. */
  public static final RetryRules FIBONACCI =
      new RetryRules(Backoff.FIBONACCI, 6, FIVE_MINUTES, true, false);

  /** Six retries from half a second to a minute, by chance, within five minutes. */
  public static final RetryRules JITTERED =
      new RetryRules(
          new Backoff.Exponential(Backoff.SECOND / 2, 60 * Backoff.SECOND, true),
          6,
          FIVE_MINUTES,
          true,
          false);

  /** Checks the ranges. */
  public RetryRules {
    if (retriesMax < 0 || retriesMax > RETRIES_MAX) {
      throw new IllegalArgumentException(
          "retriesMax: " + retriesMax + " (expected: 0 to " + RETRIES_MAX + ")");
    }
    if (deadlineMicros < 0) {
      throw new IllegalArgumentException("deadlineMicros: " + deadlineMicros + " (expected: >= 0)");
    }
  }

  /** The same rules for a server that honours idempotency keys. */
  public RetryRules honouringKeys() {
    return new RetryRules(backoff, retriesMax, deadlineMicros, refusedIsUndone, true);
  }

  /** The same rules with other bounds. */
  public RetryRules within(int retries, long micros) {
    return new RetryRules(backoff, retries, micros, refusedIsUndone, keysHonoured);
  }

  /** Whether sending {@code call} again after {@code failure} can do no harm. */
  public boolean mayRepeat(Failure failure, Call call) {
    boolean undone = failure.isUndone() && (refusedIsUndone || failure != Failure.REFUSED);
    return undone || call.isIdempotent() || (call.terms().keyed() && keysHonoured);
  }
}
