package dev.headgate.core.memory;

import dev.headgate.core.decision.Reservation;
import dev.headgate.core.settlement.Settlement;
import org.jspecify.annotations.Nullable;

/**
 * A remembered reservation with its state. Written under the stripes of its id and of its call's
 * own id, read under either.
 */
final class Held {
  private Reservation reservation;
  private @Nullable Settlement settlement;
  private boolean expired;
  private boolean late;
  private boolean released;

  /** Whether a {@link Journal} knows that it changed. */
  long stamp;

  Held(Reservation reservation) {
    this.reservation = reservation;
  }

  /** What was kept of one. */
  Held(KeptReservation kept) {
    reservation = kept.reservation();
    settlement = kept.settlement();
    expired = kept.expired();
    late = kept.late();
    released = kept.released();
  }

  /** What is to be kept of it. */
  KeptReservation copy() {
    return new KeptReservation(reservation, settlement, expired, late, released);
  }

  Reservation reservation() {
    return reservation;
  }

  /** How it ended, or null while it is open. */
  @Nullable Settlement settlement() {
    return settlement;
  }

  boolean open() {
    return settlement == null;
  }

  /** Whether its life is over, so that it must be expired if it is still open. */
  boolean due(long now) {
    return reservation.expiresAt() <= now;
  }

  /** Whether it expired and no late settlement came. */
  boolean awaitsLate() {
    return expired && !late;
  }

  /**
   * Until when it is remembered: as long as it lives, and, if it expired, as long as a late
   * settlement still corrects it.
   */
  long forgetAt() {
    long lateWithin = reservation.plan().snapshot().settings().lateWithin();
    return reservation.expiresAt() + (expired ? lateWithin : 0);
  }

  /**
   * Whether its call's own id still stands for it. What was released was not carried out, so a call
   * repeated after that is decided anew.
   */
  boolean answersRepeats(long now) {
    return !released && !due(now);
  }

  void renewed(long expiresAt) {
    reservation = reservation.until(Math.max(expiresAt, reservation.expiresAt()));
  }

  void settled(Settlement how, boolean nothing) {
    settlement = how;
    released = nothing;
  }

  void expired(Settlement how) {
    settlement = how;
    expired = true;
  }

  void settledLate(Settlement how) {
    settlement = how;
    late = true;
  }
}
