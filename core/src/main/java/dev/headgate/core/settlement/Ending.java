package dev.headgate.core.settlement;

import dev.headgate.core.decision.Reservation;

/**
 * How a reservation ended. An expired one that is corrected later ends twice.
 *
 * @param reservation what was held
 * @param actual what the call cost
 * @param settlement what that changed
 * @param at instant in microseconds
 */
public record Ending(Reservation reservation, Actual actual, Settlement settlement, long at) {
  /** What the reservation counted for before this ending. */
  public Actual before() {
    return switch (settlement.outcome()) {
      case SETTLED, EXPIRED, UNKNOWN -> Actual.AS_RESERVED;
      case CORRECTED_LATE, RECORDED_LATE -> Actual.expired(reservation);
    };
  }
}
