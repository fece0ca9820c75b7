package dev.headgate.server.gateway;

/**
 * The engine's end of one admitted request. All methods are called on the event loop of the client
 * connection and must not block; what they throw is logged and changes nothing.
 */
public interface Passage {

  /** A passage nobody waits for. */
  Passage UNWATCHED = outcome -> {};

  /** Tells how the request ended; called exactly once. */
  void ended(Outcome outcome);

  /** Says that the request still runs, every {@code renewEvery} of the settings or more often. */
  default void renew() {}

  /**
   * Microseconds after which it has to be renewed at the latest; the gateway looks ten times a
   * second.
   */
  default long renewWithin() {
    return Long.MAX_VALUE;
  }

  /** What looks at the bodies; asked once, before anything is sent. */
  default BodyWatch watch() {
    return BodyWatch.NONE;
  }

  /**
   * Hands over the means to end the request early; called once, before anything is sent. {@code
   * cut} may be run on any thread, any number of times; after the end it does nothing.
   */
  default void onCut(Runnable cut) {}
}
