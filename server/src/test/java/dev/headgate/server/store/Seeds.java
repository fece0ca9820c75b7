package dev.headgate.server.store;

import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/**
 * Runs a property with many seeds; {@code -Dheadgate.seed=N} runs it with that one alone, {@code
 * -Dheadgate.seeds=N} with N times as many.
 */
public final class Seeds {
  private static final String PINNED = "headgate.seed";
  private static final String TIMES = "headgate.seeds";

  private Seeds() {}

  /** Checks {@code property} with {@code runs} seeds, and names the seed that fails. */
  public static void check(int runs, Consumer<RandomGenerator> property) {
    Long pinned = Long.getLong(PINNED);
    long first = pinned == null ? System.nanoTime() : pinned;
    long count = pinned == null ? (long) runs * Integer.getInteger(TIMES, 1) : 1;
    for (long seed = first; seed < first + count; seed++) {
      try {
        property.accept(RandomGeneratorFactory.of("L64X128MixRandom").create(seed));
      } catch (AssertionError | RuntimeException failure) {
        throw new AssertionError("fails with -D" + PINNED + "=" + seed, failure);
      }
    }
  }
}
