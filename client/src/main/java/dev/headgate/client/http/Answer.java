package dev.headgate.client.http;

import dev.headgate.client.governor.Outcome.Reason;
import dev.headgate.client.retry.Failure;
import java.net.http.HttpResponse;
import java.time.Instant;

/** What came of a request. */
public sealed interface Answer<T> {

  /**
   * A response, of whatever status.
   *
   * @param response with its body as the handler made it
   * @param attempts how often the request was sent
   */
  record Got<T>(HttpResponse<T> response, int attempts) implements Answer<T> {}

  /**
   * Not carried out; later it may be.
   *
   * @param at not before this instant
   * @param reason why it was not waited for
   * @param policy the gate that is shut
   */
  record RetryLater<T>(Instant at, Reason reason, String policy) implements Answer<T> {}

  /**
   * It was sent, and nobody knows whether it was carried out; sending it again could do it twice.
   *
   * @param failure what happened
   * @param detail of it, without credentials
   */
  record OutcomeUnknown<T>(Failure failure, String detail) implements Answer<T> {}

  /** It failed, as often as it may be tried; trying again does no harm. */
  record Failed<T>(Failure failure, String detail) implements Answer<T> {}

  /**
   * The response.
   *
   * @throws NoResponseException if there is none
   */
  default HttpResponse<T> response() {
    return switch (this) {
      case Got<T>(HttpResponse<T> response, int attempts) -> response;
      case RetryLater<T> later -> throw new NoResponseException(later.toString());
      case OutcomeUnknown<T> unknown -> throw new NoResponseException(unknown.toString());
      case Failed<T> failed -> throw new NoResponseException(failed.toString());
    };
  }
}
