package dev.headgate.server.soak;

/**
 * One call that has ended.
 *
 * @param id its id
 * @param fault how the upstream treated it
 * @param status of the whole answer, or one of the ends without one
 * @param text the answer
 */
record Call(String id, Fault fault, int status, String text) {
  /** The connection ended before a byte of the answer. */
  static final int NO_ANSWER = 0;

  /** The answer ended before its end. */
  static final int BROKEN_OFF = 1;

  /** Nothing came within the patience of the client. */
  static final int STUCK = 2;

  /** Nobody listened. */
  static final int NOT_CONNECTED = 3;

  /** Whether it ended as it should while nobody ends the server. */
  boolean isFine() {
    return fault.allows(status) && (status != 200 || text.contains(id));
  }

  /** Whether it ended cleanly while the server was told to end. */
  boolean isCleanWhileEnding() {
    return isFine() || status == NO_ANSWER || status == NOT_CONNECTED || status == 503;
  }
}
