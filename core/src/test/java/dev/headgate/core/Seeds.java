package dev.headgate.core;

import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/** Runs a property with many seeds; {@code -Dheadgate.seed=N} runs it with that one alone. */
public final class Seeds {
  private static final String PINNED = "headgate.seed";

  private Seeds() {}

  /** Checks {@code property} with {@code runs} seeds, and names the seed that fails. */
  public static void check(int runs, Consumer<RandomGenerator> property) {
    Long pinned = Long.getLong(PINNED);
    long first = pinned == null ? System.nanoTime() : pinned;
    for (long seed = first; seed < first + (pinned == null ? runs : 1); seed++) {
      try {
        property.accept(RandomGeneratorFactory.of("L64X128MixRandom").create(seed));
      } catch (AssertionError | RuntimeException failure) {
        throw new AssertionError("fails with -D" + PINNED + "=" + seed, failure);
      }
    }
  }
}
