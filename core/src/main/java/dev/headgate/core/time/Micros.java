package dev.headgate.core.time;

/** Instants and lengths of time in whole microseconds; instants count from the Unix epoch. */
public final class Micros {
  /** One second. */
  public static final long SECOND = 1_000_000;

  /** The instant that never comes: the largest whole number that every store computes exactly. */
  public static final long NEVER = (1L << 53) - 1;

  private Micros() {}

  /**
   * The length of a duration, rounded down; durations beyond {@link #NEVER} give {@link #NEVER}.
   */
  public static long of(java.time.Duration duration) {
    long seconds = duration.getSeconds();
    if (seconds >= NEVER / SECOND) {
      return NEVER;
    }
    return seconds * SECOND + duration.getNano() / 1_000;
  }

  /** The instant of a {@link java.time.Instant}, rounded down. */
  public static long of(java.time.Instant instant) {
    return Math.min(NEVER, instant.getEpochSecond() * SECOND + instant.getNano() / 1_000);
  }

  /** The {@link java.time.Instant} of an instant. */
  public static java.time.Instant instant(long micros) {
    return java.time.Instant.ofEpochSecond(
        Math.floorDiv(micros, SECOND), Math.floorMod(micros, SECOND) * 1_000);
  }

  /** Whole seconds from {@code from} until {@code until}, rounded up, never negative. */
  public static long secondsUntil(long from, long until) {
    return until <= from ? 0 : (until - from + SECOND - 1) / SECOND;
  }
}
