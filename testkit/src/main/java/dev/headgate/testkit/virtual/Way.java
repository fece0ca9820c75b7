package dev.headgate.testkit.virtual;

import java.util.random.RandomGenerator;

/**
 * The way between a caller and a provider.
 *
 * @param baseMicros one way, at least; 0 or more
 * @param jitterMicros evenly drawn and added; 0 or more
 */
public record Way(long baseMicros, long jitterMicros) {
  /** Checks the ranges. */
  public Way {
    if (baseMicros < 0 || jitterMicros < 0) {
      throw new IllegalArgumentException(
          "way: %d and %d us (expected: >= 0)".formatted(baseMicros, jitterMicros));
    }
  }

  long once(RandomGenerator random) {
    return baseMicros + (jitterMicros > 0 ? random.nextLong(jitterMicros) : 0);
  }
}
