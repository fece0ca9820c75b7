package dev.headgate.core.time;

/** A half-open stretch of time, {@code start <= t < end}, in microseconds since the epoch. */
public record Window(long start, long end) {
  public Window {
    if (end <= start) {
      throw new IllegalArgumentException("end: " + end + " (expected: > start, " + start + ")");
    }
  }

  /** Whether the instant lies inside. */
  public boolean contains(long instant) {
    return start <= instant && instant < end;
  }

  /** Length in microseconds. */
  public long length() {
    return end - start;
  }
}
