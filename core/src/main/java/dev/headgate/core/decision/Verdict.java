package dev.headgate.core.decision;

import dev.headgate.core.snapshot.Claim;

/**
 * The answer to one claim, with the counter as it stood at the end of the atomic step.
 *
 * @param claim the claim
 * @param outcome what became of it
 * @param passesAt first instant at which it would pass: that of the decision where it did
 * @param level how the counter stood, by {@link dev.headgate.core.limit.Meter#level}
 * @param levelAt instant kept beside it, by {@link dev.headgate.core.limit.Meter#levelAt}
 */
public record Verdict(Claim claim, Outcome outcome, long passesAt, long level, long levelAt) {
  /** What became of a claim. */
  public enum Outcome {
    /** It passed and was taken. */
    TAKEN,
    /** It passed and was left, because another claim failed or nothing was to be taken. */
    FITS,
    /** It did not pass. */
    FAILED
  }

  /** What is left, in the unit of the rule, at least 0. */
  public long remaining() {
    return claim.meter().remainingOf(level);
  }

  /** The instant shown as {@code t}. */
  public long resetAt() {
    return claim.meter().resetOf(level, levelAt, claim.cost());
  }

  /** Whether it did not pass. */
  public boolean failed() {
    return outcome == Outcome.FAILED;
  }

  /** Whether strictly less than the rule's share is left. */
  public boolean nearLimit() {
    return remaining() < claim.rule().terms().nearShare() * claim.meter().amount();
  }
}
