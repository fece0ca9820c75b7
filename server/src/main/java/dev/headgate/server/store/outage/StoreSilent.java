package dev.headgate.server.store.outage;

/** A store that did not answer in time, or was not asked because it has not for a while. */
final class StoreSilent extends Exception {
  private static final long serialVersionUID = 1;

  private final boolean asked;

  private StoreSilent(String message, boolean asked) {
    super(message, null, /* enableSuppression= */ false, /* writableStackTrace= */ false);
    this.asked = asked;
  }

  /** Nobody knows what became of the question. */
  static StoreSilent late(long budget) {
    return new StoreSilent("the store: silent (expected: an answer in " + budget + " us)", true);
  }

  /** The question was never put. */
  static StoreSilent notAsked() {
    return new StoreSilent("the store: not asked (expected: the breaker closed and room)", false);
  }

  /** Whether the question was put. */
  boolean asked() {
    return asked;
  }
}
