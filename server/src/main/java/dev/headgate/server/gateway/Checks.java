package dev.headgate.server.gateway;

import java.time.Duration;

/** The checks of settings; each problem names the setting, the value and what was expected. */
final class Checks {
  private static final Duration LONGEST = Duration.ofDays(365);

  private Checks() {}

  static void range(String name, long value, long min, long max) {
    if (value < min || value > max) {
      throw new IllegalArgumentException(
          "%s: %d (expected: %d to %d)".formatted(name, value, min, max));
    }
  }

  static void positive(String name, Duration value) {
    if (value.compareTo(Duration.ofMillis(1)) < 0 || value.compareTo(LONGEST) > 0) {
      throw new IllegalArgumentException(
          "%s: %s (expected: PT0.001S to %s)".formatted(name, value, LONGEST));
    }
  }

  static void present(String name, String value) {
    if (value.isBlank()) {
      throw new IllegalArgumentException(name + ": \"\" (expected: a host name or address)");
    }
  }
}
