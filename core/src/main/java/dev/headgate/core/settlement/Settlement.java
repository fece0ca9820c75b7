package dev.headgate.core.settlement;

import dev.headgate.core.snapshot.Claim;
import java.util.List;

/**
 * What became of a reservation.
 *
 * @param outcome what happened, or had happened before
 * @param adjustments what it changed, one for each claim taken
 */
public record Settlement(Outcome outcome, List<Adjustment> adjustments) {
  /** How a settlement ended. */
  public enum Outcome {
    /** Settled now, or before with the same answer. */
    SETTLED,
    /** It had expired and was settled as the policy says. */
    EXPIRED,
    /** It had expired; the difference was corrected within the stated time. */
    CORRECTED_LATE,
    /** It came too late to change a counter and was only recorded. */
    RECORDED_LATE,
    /** No such reservation is known. */
    UNKNOWN
  }

  /**
   * What changed for one claim. Permits of a concurrency limit go back at every ending and are not
   * counted as refunded.
   *
   * @param claim the claim as taken
   * @param actual what it really cost in the unit of the rule
   * @param charged what was taken beyond the reservation
   * @param refunded what was offered back
   * @param unpaid what could not be charged within the rule's debt
   */
  public record Adjustment(Claim claim, long actual, long charged, long refunded, long unpaid) {}

  public Settlement {
    adjustments = List.copyOf(adjustments);
  }

  /** The answer for an id that is not known. */
  public static Settlement unknown() {
    return new Settlement(Outcome.UNKNOWN, List.of());
  }
}
