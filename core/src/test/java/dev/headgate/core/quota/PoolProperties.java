package dev.headgate.core.quota;

import dev.headgate.core.time.Micros;
import java.util.random.RandomGenerator;

/** Random pools and random times. */
final class PoolProperties {
  private PoolProperties() {}

  /** Any combination of the switches. */
  static PoolTerms terms(RandomGenerator random) {
    int atOnce = random.nextInt(4) == 0 ? PoolTerms.WHOLE : random.nextInt(PoolTerms.WHOLE + 1);
    int guaranteed = random.nextInt(3) == 0 ? 0 : random.nextInt(PoolTerms.WHOLE / 2 + 1);
    long floor = 1 + random.nextLong(120);
    long saved = random.nextInt(4) == 0 ? 0 : 1 + random.nextLong(300);
    return new PoolTerms(atOnce, guaranteed, floor, saved);
  }

  /** From nothing over seconds and minutes to more than an hour. */
  static long pause(RandomGenerator random) {
    return switch (random.nextInt(12)) {
      case 0, 1 -> 0;
      case 2 -> 1;
      case 3, 4, 5, 6 -> random.nextLong(10 * Micros.SECOND);
      case 7, 8, 9 -> random.nextLong(90 * Micros.SECOND);
      case 10 -> random.nextLong(600 * Micros.SECOND);
      default ->
          random.nextInt(6) == 0
              ? random.nextLong(3 * 3_600 * Micros.SECOND)
              : random.nextLong(200 * Micros.SECOND);
    };
  }
}
