package dev.headgate.server.store.lease;

import dev.headgate.core.decision.Reservation;
import dev.headgate.core.decision.Taken;

/** Something an allowance wants of the store. */
sealed interface Errand {
  /** A claim on the store that is answered to the allowance. */
  record Take(Allowance.Wanted wanted, Taker taker) implements Errand {}

  /** A parcel of which only a part was spent; the rest goes back. */
  record HandBack(Reservation drawn, long spent) implements Errand {}

  /**
   * What the store said.
   *
   * @param drawn what was taken; nothing is where the store refused
   * @param taken the store's answer
   * @param asked the node's time when it was asked
   * @param sent the node's monotonic clock when it was asked, in microseconds
   * @param mono the same now
   */
  record Answered(Reservation drawn, Taken taken, long asked, long sent, long mono) {
    Standing standing() {
      return Standing.of(taken.verdicts().get(0), taken.at(), asked);
    }
  }

  /** Hears what came of a claim. */
  interface Taker {
    /** The store has answered. */
    void answered(Answered answered);

    /** Nobody knows whether it was taken. */
    void failed(long mono);
  }
}
