package dev.headgate.client.reading;

import org.jspecify.annotations.Nullable;

/**
 * Where the caller stands under one limit, as one response says it.
 *
 * @param limit the provider's name of it
 * @param partition which of its counters; empty if not stated
 * @param quota how much there is in all; null if not stated
 * @param remaining how much of it is left; null if withheld
 * @param span when and how it is renewed
 */
public record Stand(
    String limit, String partition, @Nullable Long quota, @Nullable Long remaining, Span span) {

  /**
   * When a limit is renewed.
   *
   * @param windowMicros in how long the whole quota is renewed; null if not stated
   * @param resetMicros from the receipt on, at least 0, rounded up; null if not stated
   * @param kind how
   */
  public record Span(@Nullable Long windowMicros, @Nullable Long resetMicros, Kind kind) {}

  /** How a limit is renewed. */
  public enum Kind {
    /** As stated, by a dialect that is known; all at once or bit by bit. */
    STATED,
    /** The reset was guessed by its size: the longer reading holds until it counts down. */
    GUESSED,
    /** Bit by bit: the quota in the window. */
    BUCKET,
    /** Announced, and not in force. */
    ANNOUNCED
  }

  /** Whether it is in force and nothing is left. */
  public boolean isExhausted() {
    return remaining != null && remaining == 0 && isInForce();
  }

  /** Whether calls are refused by it. */
  public boolean isInForce() {
    return span.kind() != Kind.ANNOUNCED;
  }
}
