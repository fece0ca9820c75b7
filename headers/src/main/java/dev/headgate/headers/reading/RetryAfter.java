package dev.headgate.headers.reading;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * What a response says about when to come back. It is the least wait, never the most: a caller may
 * wait longer, and adds its own pause where the answer is {@code Wait} of nothing.
 */
public sealed interface RetryAfter {

  /** A delay from the response on: at least zero, at most {@link RetryAfterReader#WAIT_MAX}. */
  record Wait(Duration duration) implements RetryAfter {

    /** Checks the range. */
    public Wait {
      if (duration.isNegative() || duration.compareTo(RetryAfterReader.WAIT_MAX) > 0) {
        throw new IllegalArgumentException(
            "wait: " + duration + " (expected: 0 to " + RetryAfterReader.WAIT_MAX + ")");
      }
    }
  }

  /** A point in time, by the clock of the sender; it may lie in the past. */
  record At(Instant instant) implements RetryAfter {}

  /** No such field. */
  record Absent() implements RetryAfter {}

  /** A field that says nothing understandable; the problem is printable ASCII of bounded length. */
  record Unreadable(String problem) implements RetryAfter {}

  /** The instant before which there is no use in coming back, if one is stated. */
  default Optional<Instant> notBefore(Instant received) {
    return switch (this) {
      case Wait(Duration duration) -> Optional.of(received.plus(duration));
      case At(Instant instant) -> Optional.of(instant);
      case Absent absent -> Optional.empty();
      case Unreadable unreadable -> Optional.empty();
    };
  }
}
