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
 * @param reduced whether the store did not answer in time and the outage rules of the limits
 *     decided
 */
public record Taken(
    Verdicts verdicts,
    long at,
    boolean passed,
    @Nullable Reservation reservation,
    Repetition repetition,
    boolean reduced) {
  /** What a store answered itself. */
  public Taken(
      Verdicts verdicts,
      long at,
      boolean passed,
      @Nullable Reservation reservation,
      Repetition repetition) {
    this(verdicts, at, passed, reservation, repetition, /* reduced= */ false);
  }

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
