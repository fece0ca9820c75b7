package dev.headgate.server.records;

import java.time.Duration;

/**
 * How a server keeps records.
 *
 * @param url where
 * @param usage how long usage is kept, at least an hour
 */
public record RecordsSettings(RecordsUrl url, Duration usage) {
  /** How long usage is kept unless stated: a year and a month. */
  public static final Duration USAGE = Duration.ofDays(400);

  /** The shortest that it may be kept. */
  public static final Duration USAGE_MIN = Duration.ofHours(1);

  public RecordsSettings {
    if (usage.compareTo(USAGE_MIN) < 0) {
      throw new IllegalArgumentException("usage: " + usage.toSeconds() + "s (expected: >= 1h)");
    }
  }
}
