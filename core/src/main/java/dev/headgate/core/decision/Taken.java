package dev.headgate.core.decision;

import org.jspecify.annotations.Nullable;

/**
 * The store's answer to a plan.
 *
 * @param verdicts one for each claim of the plan, in its order
 * @param at instant that the store used
 * @param passed whether all binding claims passed and were taken
 * @param reservation what was taken; null where nothing was, and where it is just what was planned
 *     and nobody will ask for it by id
 * @param repetition whether the id of the call was known
 */
public record Taken(
    Verdicts verdicts,
    long at,
    boolean passed,
    @Nullable Reservation reservation,
    Repetition repetition) {
  /** Whether a call came before under the same id. */
  public enum Repetition {
    /** It did not, or has no id. */
    FIRST,
    /** The same call did: the same reservation, with the counters of now. */
    SAME,
    /** Another call did: nothing was looked at. */
    OTHER
  }
}
