package dev.headgate.server.store.redis;

/** So many questions wait for the store already that one more is not taken. */
final class StoreBusy extends RuntimeException {
  private static final long serialVersionUID = 1;

  StoreBusy(int waiting) {
    super("questions waiting for the store: " + waiting + " (expected: fewer)", null, false, false);
  }
}
