package dev.headgate.core.settlement;

import dev.headgate.core.decision.Answer;
import dev.headgate.core.decision.Reservation;

/**
 * Remembers reservations and corrects counters when they end, each exactly once. Safe for all
 * threads.
 */
public interface ReservationStore {
  /**
   * Settles a reservation. The second settlement of a remembered one changes nothing and answers as
   * the first did; one that only its holder knows must be settled by the holder once. One that
   * expired is corrected once while a late settlement still counts; one that was forgotten is
   * {@link Settlement.Outcome#UNKNOWN} and changes nothing.
   */
  void settle(Reservation reservation, Actual actual, long now, Answer<Settlement> answer);

  /** Looks a reservation up by id; {@link Found.None} where it is not known any more. */
  void find(String id, long now, Answer<Found> answer);

  /** Renews the permits and the life of a reservation; false where it has ended. */
  void renew(Reservation reservation, long now, Answer<Boolean> answer);

  /** Expires what is due, a bounded number at a time; 0 once nothing is due any more. */
  int expire(long now);
}
