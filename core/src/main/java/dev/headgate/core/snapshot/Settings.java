package dev.headgate.core.snapshot;

/**
 * What a policy states for all rules together.
 *
 * @param reservationLife microseconds after which an open reservation expires
 * @param lateWithin microseconds after expiry within which a late settlement still corrects
 * @param expiredCostsNothing whether an expired reservation is settled at zero and not as reserved
 */
public record Settings(long reservationLife, long lateWithin, boolean expiredCostsNothing) {
  /** One minute, one hour, as reserved. */
  public static final Settings USUAL = new Settings(60_000_000L, 3_600_000_000L, false);

  public Settings {
    if (reservationLife < 1 || lateWithin < 0) {
      throw new IllegalArgumentException(
          "reservationLife: "
              + reservationLife
              + ", lateWithin: "
              + lateWithin
              + " (expected: >= 1 and >= 0)");
    }
  }
}
