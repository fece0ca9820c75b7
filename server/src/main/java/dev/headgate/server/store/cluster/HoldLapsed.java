package dev.headgate.server.store.cluster;

/** A call that was not granted because what it held lapsed before it was confirmed. */
public final class HoldLapsed extends Exception {
  private static final long serialVersionUID = 1;

  HoldLapsed() {
    super(
        "held: confirmed too late (expected: within " + Partition.HOLD_LIFE + " us)",
        null,
        /* enableSuppression= */ false,
        /* writableStackTrace= */ false);
  }
}
