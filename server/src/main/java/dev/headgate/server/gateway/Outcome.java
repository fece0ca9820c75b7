package dev.headgate.server.gateway;

/** How an admitted request ended. Bytes are body bytes without framing. */
public sealed interface Outcome {

  /** Nothing reached the upstream: no connection could be had. */
  record NotSent() implements Outcome {}

  /**
   * The response was handed over in full. For a tunnel the status is 101 and the bytes are those
   * relayed each way.
   */
  record Answered(String method, int status, long requestBytes, long responseBytes)
      implements Outcome {}

  /** Sent, but the upstream was silent for longer than the settings allow. */
  record UpstreamTimedOut() implements Outcome {}

  /** Sent, but the upstream broke the connection or the protocol. */
  record UpstreamFailed() implements Outcome {}

  /**
   * The client left, stalled or broke its own request off.
   *
   * @param sentUpstream whether the upstream had been sent anything by then
   */
  record ClientGone(boolean sentUpstream) implements Outcome {}

  /** Ended by the cut of its passage or by the end of the drain time. */
  record Cut(boolean sentUpstream) implements Outcome {}
}
