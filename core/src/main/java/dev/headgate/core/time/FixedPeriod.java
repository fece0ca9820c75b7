package dev.headgate.core.time;

import java.time.temporal.ChronoUnit;

/** Windows of one length, aligned to the epoch. */
record FixedPeriod(long length) implements Period {
  /** Lengths stay so far below 2^53 that the end of a window does too. */
  private static final long LENGTH_MAX = Micros.NEVER / 4;

  FixedPeriod {
    if (length < 1 || length > LENGTH_MAX) {
      throw new IllegalArgumentException(
          "length: " + length + " (expected: 1 to " + LENGTH_MAX + ")");
    }
  }

  @Override
  public Window at(long instant) {
    long start = instant - Math.floorMod(instant, length);
    return new Window(start, start + length);
  }

  @Override
  public boolean aligned() {
    return true;
  }

  @Override
  public long typicalLength() {
    return length;
  }

  @Override
  public long longestLength() {
    return length;
  }

  @Override
  public String name() {
    return "every-" + java.time.Duration.of(length, ChronoUnit.MICROS);
  }
}
