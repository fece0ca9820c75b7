package dev.headgate.client.pacing;

/**
 * Whether a number of unknown meaning counts down to something: two responses, some seconds apart,
 * whose numbers differ by the time between them.
 */
final class Countdown {
  private static final long APART_MIN = 2_000_000;
  private static final long TOLERANCE = 1_500_000;

  private boolean counts;
  private boolean seen;
  private long lastDelay;
  private long lastAt;

  /** Takes one more reading; whether it is known by now to count down. */
  boolean sees(long delay, long now) {
    long elapsed = now - lastAt;
    if (seen && elapsed >= APART_MIN) {
      long off = Math.abs(lastDelay - delay - elapsed);
      counts = delay < lastDelay ? off <= TOLERANCE : counts && delay > lastDelay;
    }
    if (!seen || elapsed >= APART_MIN) {
      seen = true;
      lastDelay = delay;
      lastAt = now;
    }
    return counts;
  }
}
