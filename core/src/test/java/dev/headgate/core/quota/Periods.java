package dev.headgate.core.quota;

import dev.headgate.core.time.Period;
import java.time.DayOfWeek;
import java.time.ZoneId;
import java.util.random.RandomGenerator;

/** Periods for properties. */
final class Periods {
  private Periods() {}

  static Period arbitrary(RandomGenerator random) {
    ZoneId zone =
        ZoneId.of(
            switch (random.nextInt(3)) {
              case 0 -> "Europe/Berlin";
              case 1 -> "America/Havana";
              default -> "UTC";
            });
    return switch (random.nextInt(6)) {
      case 0 -> Period.hour();
      case 1 -> Period.every(5 + random.nextLong(1_000_000_000));
      case 2 -> Period.week(zone, DayOfWeek.MONDAY);
      case 3 -> Period.billingMonth(zone, 1 + random.nextInt(31));
      default -> Period.day(zone);
    };
  }

  /** A length of time over which answers change. */
  static long scale(Period period) {
    return Math.max(4, period.typicalLength());
  }
}
