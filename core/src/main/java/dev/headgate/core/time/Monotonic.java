package dev.headgate.core.time;

/**
 * This machine's monotonic clock, for how long something took and how long to wait. Nothing is
 * decided by it: decisions are handed the instants of a {@link TimeSource}.
 */
public final class Monotonic {
  private Monotonic() {}

  /** Nanoseconds since some fixed instant; only differences mean something. */
  public static long nanos() {
    return System.nanoTime();
  }
}
