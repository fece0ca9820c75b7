package dev.headgate.core.memory;

import dev.headgate.core.decision.Reservation;
import dev.headgate.core.settlement.Settlement;
import org.jspecify.annotations.Nullable;

/** A remembered reservation with its state. Guarded by the stripe of its id. */
final class Held {
  final Reservation reservation;
  private @Nullable Settlement settlement;
  private boolean expired;
  private boolean late;

  Held(Reservation reservation) {
    this.reservation = reservation;
  }

  /** How it ended, or null while it is open. */
  @Nullable Settlement settlement() {
    return settlement;
  }

  boolean open() {
    return settlement == null;
  }

  /** Whether it expired and no late settlement came. */
  boolean awaitsLate() {
    return expired && !late;
  }

  void settled(Settlement how) {
    settlement = how;
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
