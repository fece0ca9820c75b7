package dev.headgate.server.gateway;

/**
 * Hears of every answer that a gateway gives, its own and the upstream's, when its head is about to
 * leave. Called on the event loops: must not block nor throw.
 */
@FunctionalInterface
public interface AnswerListener {
  /** Nobody listens. */
  AnswerListener NONE = (method, status, micros) -> {};

  /**
   * A request is answered; requests whose client left before are not.
   *
   * @param method as the client sent it: any text
   * @param status of the answer; 101 for a tunnel
   * @param micros from the head of the request to the head of the answer
   */
  void answered(String method, int status, long micros);
}
