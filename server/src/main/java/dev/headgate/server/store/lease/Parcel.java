package dev.headgate.server.store.lease;

import dev.headgate.core.decision.Reservation;

/**
 * A part of a limit that this node has taken from the store and may spend until it ends. Guarded by
 * its allowance.
 */
final class Parcel {
  private final Reservation drawn;
  private final long size;
  private final long end;
  private final long spendableUntil;
  private long left;

  /**
   * A whole parcel.
   *
   * @param drawn what was taken from the store
   * @param size in the unit of the rule
   * @param end when this node stops spending it, in microseconds of its monotonic clock
   * @param spendableUntil until when it counts where it was taken, an instant of the store
   */
  Parcel(Reservation drawn, long size, long end, long spendableUntil) {
    this.drawn = drawn;
    this.size = size;
    this.end = end;
    this.spendableUntil = spendableUntil;
    left = size;
  }

  boolean alive(long mono) {
    return mono < end;
  }

  boolean spend(long cost) {
    if (left < cost) {
      return false;
    }
    left -= cost;
    return true;
  }

  /** Takes back what was spent for a call that failed elsewhere. */
  void unspend(long cost) {
    left += cost;
  }

  long left() {
    return left;
  }

  long spent() {
    return size - left;
  }

  /** At most half of it is left. */
  boolean runsLow() {
    return left <= size / 2;
  }

  Reservation drawn() {
    return drawn;
  }

  /** Whether what is spent at an instant of the store still counts where it was taken. */
  boolean covers(long at) {
    return at < spendableUntil;
  }

  /** The instant of the store for something spent now: one that the taking still counts for. */
  long clamped(long at) {
    return Math.clamp(at, drawn.at(), Math.max(drawn.at(), spendableUntil - 1));
  }
}
