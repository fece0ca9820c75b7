package dev.headgate.core.decision;

import dev.headgate.core.snapshot.Claim;

/**
 * The answer to one claim, with the counter as it stood at the end of the atomic step.
 *
 * @param claim the claim
 * @param outcome what became of it
 * @param remaining what is left, in the unit of the rule, at least 0
 * @param passesAt first instant at which it would pass: that of the decision where it did
 * @param resetAt instant shown as {@code t}
 */
public record Verdict(Claim claim, Outcome outcome, long remaining, long passesAt, long resetAt) {
  /** What became of a claim. */
  public enum Outcome {
    /** It passed and was taken. */
    TAKEN,
    /** It passed and was left, because another claim failed or nothing was to be taken. */
    FITS,
    /** It did not pass. */
    FAILED
  }

  /** Whether it did not pass. */
  public boolean failed() {
    return outcome == Outcome.FAILED;
  }

  /** Whether strictly less than the rule's share is left. */
  public boolean nearLimit() {
    return remaining < claim.rule().terms().nearShare() * claim.meter().amount();
  }
}
