package dev.headgate.client.governor;

import dev.headgate.client.retry.Failure;

/** How a call ended. */
public sealed interface Outcome {

  /** The response that was reported last is the answer. */
  record Answered(int attempts) implements Outcome {}

  /**
   * Not carried out; later it may be.
   *
   * @param atMicros not before this instant
   * @param reason why it was not waited for
   * @param policy the gate that is shut
   */
  record RetryLater(long atMicros, Reason reason, String policy) implements Outcome {}

  /**
   * It was sent, and nobody knows whether it was carried out: sending it again could do it twice.
   */
  record OutcomeUnknown(Failure failure, int attempts) implements Outcome {}

  /** It failed, and was tried as often as allowed; trying again does no harm. */
  record Failed(Failure failure, int attempts) implements Outcome {}

  /** Why a call was given up that could be made later. */
  enum Reason {
    /** The wait is longer than the call allows. */
    WAIT_TOO_LONG,
    /** It was refused as often as it may be repeated. */
    RETRIES_SPENT,
    /** The next retry would be after the deadline. */
    DEADLINE,
    /** Too many calls wait. */
    QUEUE_FULL,
    /** Its body can be sent only once, and was. */
    ONE_SHOT_BODY
  }
}
