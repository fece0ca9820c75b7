package dev.headgate.server.store.redis;

/** What was sent may have been carried out or not: its answer was lost with the connection. */
final class ConnectionBroken extends RuntimeException {
  private static final long serialVersionUID = 1;

  ConnectionBroken() {
    super("the connection to the store broke before it answered", null, false, false);
  }
}
