package dev.headgate.server.proxy;

import dev.headgate.client.governor.Outcome.Reason;
import dev.headgate.client.http.Answer;
import java.time.Duration;
import java.time.Instant;

/** Says when to come back. Stateless. */
final class Later {
  private Later() {}

  /** The answer to a request that would have to wait longer than it may. */
  static Trouble answer(Answer.RetryLater<?> later, Instant now, ProxySettings.Waits waits) {
    Duration wait = Duration.between(now, later.at());
    if (later.reason() == Reason.QUEUE_FULL) {
      wait = wait.compareTo(waits.queue()) < 0 ? waits.queue() : wait;
    }
    long seconds = Math.max(1, wait.plusNanos(999_999_999).toSeconds());
    return Trouble.later(seconds, now.plus(wait), words(later.reason()), later.policy());
  }

  private static String words(Reason reason) {
    return switch (reason) {
      case WAIT_TOO_LONG -> "wait-too-long";
      case RETRIES_SPENT -> "refused-as-often-as-repeated";
      case DEADLINE -> "deadline-for-retries";
      case QUEUE_FULL -> "queue-full";
      case ONE_SHOT_BODY -> "refused-and-body-too-long-to-repeat";
    };
  }
}
