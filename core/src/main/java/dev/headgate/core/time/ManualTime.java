package dev.headgate.core.time;

import java.util.concurrent.atomic.AtomicLong;

/** Time that moves only when told: for tests, replay and planning. Safe for all threads. */
public final class ManualTime implements TimeSource {
  private final AtomicLong now;

  /** Starts at an instant in microseconds since the epoch. */
  public ManualTime(long start) {
    now = new AtomicLong(start);
  }

  @Override
  public long micros() {
    return now.get();
  }

  /** Moves forward by a length in microseconds, at least 0, and returns the new instant. */
  public long advance(long micros) {
    if (micros < 0) {
      throw new IllegalArgumentException("advance: " + micros + " (expected: >= 0)");
    }
    return now.addAndGet(micros);
  }

  /** Moves to an instant; one that has passed already leaves time where it is. */
  public long advanceTo(long instant) {
    return now.accumulateAndGet(instant, Math::max);
  }
}
