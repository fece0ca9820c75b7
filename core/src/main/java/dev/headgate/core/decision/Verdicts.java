package dev.headgate.core.decision;

import dev.headgate.core.snapshot.Claim;
import dev.headgate.core.snapshot.Matched;
import java.util.AbstractList;
import java.util.RandomAccess;
import org.jspecify.annotations.Nullable;

/**
 * The verdicts of one decision in the order of its claims, kept as numbers: most are never looked
 * at one by one, and those that are become a {@link Verdict} then. Immutable.
 */
public final class Verdicts extends AbstractList<Verdict> implements RandomAccess {
  /** How many numbers a store keeps for each claim: level and the instant beside it. */
  public static final int WORDS_EACH = 2;

  /** No verdicts. */
  public static final Verdicts NONE = new Verdicts(Matched.NOTHING, 0, false, new long[0], null);

  private final Matched matched;
  private final long at;
  private final boolean taken;
  private final long[] levels;
  private final long @Nullable [] passesAt;

  /**
   * Takes the arrays over; they must not be changed any more.
   *
   * @param matched the claims
   * @param at instant of the decision in microseconds
   * @param taken whether each claim that passes was taken, else each was left
   * @param levels {@link Verdict#level} and {@link Verdict#levelAt} of each claim, one after the
   *     other
   * @param passesAt {@link Verdict#passesAt} of each claim, or null where all pass
   */
  public Verdicts(
      Matched matched, long at, boolean taken, long[] levels, long @Nullable [] passesAt) {
    this.matched = matched;
    this.at = at;
    this.taken = taken;
    this.levels = levels;
    this.passesAt = passesAt;
  }

  @Override
  public Verdict get(int index) {
    Claim claim = matched.claim(index);
    long level = levels[WORDS_EACH * index];
    long levelAt = levels[WORDS_EACH * index + 1];
    return new Verdict(claim, outcome(index), passesAt(index), level, levelAt);
  }

  @Override
  public int size() {
    return matched.size();
  }

  /** The claim of a verdict; the same as that of {@link #get}, for loops that run at every call. */
  public Claim claim(int index) {
    return matched.claim(index);
  }

  /** Whether a claim did not pass; the same as that of {@link #get}. */
  public boolean failed(int index) {
    return passesAt(index) > at;
  }

  /** {@link Verdict#remaining} of a verdict. */
  public long remaining(int index) {
    return matched.claim(index).meter().remainingOf(levels[WORDS_EACH * index]);
  }

  /** {@link Verdict#resetAt} of a verdict. */
  public long resetAt(int index) {
    Claim claim = matched.claim(index);
    long level = levels[WORDS_EACH * index];
    return claim.meter().resetOf(level, levels[WORDS_EACH * index + 1], claim.cost());
  }

  /** Whether the key of a claim held a guarantee. */
  public boolean guaranteed(int index) {
    return matched.claim(index).meter().guaranteedOf(levels[WORDS_EACH * index]);
  }

  /** Whether any claim did not pass, binding or not. */
  public boolean anyFailed() {
    for (int i = 0; passesAt != null && i < matched.size(); i++) {
      if (failed(i)) {
        return true;
      }
    }
    return false;
  }

  private long passesAt(int index) {
    return passesAt == null ? at : passesAt[index];
  }

  private Verdict.Outcome outcome(int index) {
    if (failed(index)) {
      return Verdict.Outcome.FAILED;
    }
    return taken ? Verdict.Outcome.TAKEN : Verdict.Outcome.FITS;
  }
}
