package dev.headgate.testkit.serving;

import dev.headgate.core.time.TimeSource;

/**
 * A clock that begins at any instant and runs at any speed, so that the end of an hour need not be
 * waited for. Safe for all threads.
 */
public final class FasterTime {
  /** The fastest: an hour in less than four seconds. */
  public static final double SPEED_MAX = 1_000;

  private FasterTime() {}

  /**
   * A clock over another one.
   *
   * @param real the clock that it follows
   * @param start what it shows now, in microseconds since the epoch
   * @param speed how many of its seconds pass in a real one, above 0
   */
  public static TimeSource of(TimeSource real, long start, double speed) {
    if (!(speed > 0 && speed <= SPEED_MAX)) {
      throw new IllegalArgumentException(
          "speed: " + speed + " (expected: above 0, at most " + SPEED_MAX + ")");
    }
    long begun = real.micros();
    return () -> start + (long) ((real.micros() - begun) * speed);
  }
}
