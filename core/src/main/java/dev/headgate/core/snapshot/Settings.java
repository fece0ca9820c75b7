package dev.headgate.core.snapshot;

/**
 * What a policy states for all rules together.
 *
 * @param reservationLife microseconds after which an open reservation expires
 * @param lateWithin microseconds after expiry within which a late settlement still corrects
 * @param expiredCostsNothing whether an expired reservation is settled at zero and not as reserved
 * @param storeBudget microseconds that a call waits for a store at most before the outage rules of
 *     its limits decide
 */
public record Settings(
    long reservationLife, long lateWithin, boolean expiredCostsNothing, long storeBudget) {
  /** How long a store may take unless stated: 8 ms. */
  public static final long STORE_BUDGET = 8_000;

  /** One minute, one hour, as reserved, 8 ms. */
  public static final Settings USUAL = new Settings(60_000_000L, 3_600_000_000L, false);

  /** Settings with the usual budget of the store. */
  public Settings(long reservationLife, long lateWithin, boolean expiredCostsNothing) {
    this(reservationLife, lateWithin, expiredCostsNothing, STORE_BUDGET);
  }

  public Settings {
    if (reservationLife < 1 || lateWithin < 0) {
      throw new IllegalArgumentException(
          "reservationLife: "
              + reservationLife
              + ", lateWithin: "
              + lateWithin
              + " (expected: >= 1 and >= 0)");
    }
    if (storeBudget < 1) {
      throw new IllegalArgumentException("storeBudget: " + storeBudget + " (expected: >= 1)");
    }
  }
}
