package dev.headgate.client.retry;

import java.util.List;
import java.util.random.RandomGenerator;

/** How long to wait before a retry when the server does not say. Waits are in microseconds. */
public sealed interface Backoff {
  /** Microseconds of a second. */
  long SECOND = 1_000_000;

  /** The row of the Jama guidance: 3, 5, 8, 13 s and on (FACTS, section 3). */
  Backoff FIBONACCI = new Steps(List.of(3L, 5L, 8L, 13L, 21L, 34L));

  /**
   * The wait before a retry.
   *
   * @param retry 1 for the first
   * @param previousMicros the wait before the last one; 0 for the first
   * @param random where chance comes from
   */
  long waitMicros(int retry, long previousMicros, RandomGenerator random);

  /**
   * Fixed steps; after the last one that again. Without chance: what a provider asks for in words
   * is done to the letter.
   *
   * @param seconds at least one, each at least 1
   */
  record Steps(List<Long> seconds) implements Backoff {
    /** Checks and copies. */
    public Steps {
      seconds = List.copyOf(seconds);
      if (seconds.isEmpty() || seconds.stream().anyMatch(step -> step < 1)) {
        throw new IllegalArgumentException("seconds: " + seconds + " (expected: each >= 1)");
      }
    }

    @Override
    public long waitMicros(int retry, long previousMicros, RandomGenerator random) {
      return seconds.get(Math.min(retry, seconds.size()) - 1) * SECOND;
    }
  }

  /**
   * Doubles from the first wait to the longest.
   *
   * @param firstMicros at least 1
   * @param longestMicros at least the first
   * @param full whether the wait is drawn evenly from a tenth to the whole ("full jitter"; not from
   *     zero, so that a retry is never at once)
   */
  record Exponential(long firstMicros, long longestMicros, boolean full) implements Backoff {
    private static final int DOUBLINGS_MAX = 30;

    /** Checks the ranges. */
    public Exponential {
      requireRange(firstMicros, longestMicros);
    }

    @Override
    public long waitMicros(int retry, long previousMicros, RandomGenerator random) {
      long factor = 1L << Math.min(retry - 1, DOUBLINGS_MAX);
      long most = Math.min(longestMicros, saturatedProduct(firstMicros, factor));
      return full ? random.nextLong(most / 10, most) + 1 : most;
    }
  }

  /**
   * Drawn evenly from the first wait to three times the one before ("decorrelated jitter").
   *
   * @param firstMicros at least 1
   * @param longestMicros at least the first
   */
  record Decorrelated(long firstMicros, long longestMicros) implements Backoff {
    /** Checks the ranges. */
    public Decorrelated {
      requireRange(firstMicros, longestMicros);
    }

    @Override
    public long waitMicros(int retry, long previousMicros, RandomGenerator random) {
      long most = saturatedProduct(Math.max(previousMicros, firstMicros), 3);
      return Math.min(longestMicros, random.nextLong(firstMicros, most) + 1);
    }
  }

  private static void requireRange(long first, long longest) {
    if (first < 1 || longest < first) {
      throw new IllegalArgumentException(
          "backoff: %d to %d (expected: 1 <= first <= longest)".formatted(first, longest));
    }
  }

  private static long saturatedProduct(long a, long b) {
    return Math.multiplyHigh(a, b) != 0 || a * b < 0 ? Long.MAX_VALUE : a * b;
  }
}
