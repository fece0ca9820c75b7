package dev.headgate.core.decision;

import dev.headgate.core.snapshot.Denial;
import dev.headgate.core.snapshot.Rule;
import org.jspecify.annotations.Nullable;

/** The pure second half of a decision: from the store's verdicts to one answer. */
public final class Conclusion {
  private static final Denial ID_REUSED =
      new Denial(
          Denial.Kind.ID_REUSED,
          "id-reused",
          "the id was used with another call (expected: a new id, or the same call)");

  private Conclusion() {}

  /** The answer to a plan that the store was not asked about. */
  public static Decision refused(Plan plan, Denial denial) {
    return new Decision.Refused(plan, Verdicts.NONE, denial);
  }

  /**
   * The answer. Exhausted goes before Throttled; the binding claim is the failing one with the
   * latest instant, the first of those in the policy's order.
   */
  public static Decision conclude(Plan plan, Taken taken) {
    if (taken.repetition() == Taken.Repetition.OTHER) {
      return refused(plan, ID_REUSED);
    }
    if (taken.passed()) {
      return new Decision.Allowed(plan, taken);
    }
    Verdict binding = null;
    boolean exhausted = false;
    Verdicts verdicts = taken.verdicts();
    for (int i = 0; i < verdicts.size(); i++) {
      if (verdicts.failed(i) && verdicts.claim(i).binds()) {
        binding = later(binding, verdicts.get(i));
        exhausted |= verdicts.claim(i).rule().kind() == Rule.Kind.QUOTA;
      }
    }
    if (binding == null) {
      throw new AssertionError("nothing taken and nothing failed: " + taken);
    }
    // A quota that nobody could ask is not exhausted: a retry soon helps.
    return exhausted && !taken.reduced()
        ? new Decision.Exhausted(plan, taken, binding)
        : new Decision.Throttled(plan, taken, binding);
  }

  /** The answer to a plan of which the store only peeked at the claims. */
  static Decision foretell(Plan plan, Taken peeked) {
    Denial denial = plan.matched().denial();
    if (denial != null) {
      return new Decision.Refused(plan, peeked.verdicts(), denial);
    }
    boolean known = peeked.repetition() != Taken.Repetition.FIRST;
    if (known || failed(peeked.verdicts())) {
      return conclude(plan, peeked);
    }
    Reservation nothing =
        new Reservation(null, 0, plan, java.util.List.of(), peeked.at(), peeked.at());
    return new Decision.Allowed(
        plan, new Taken(peeked.verdicts(), peeked.at(), true, nothing, peeked.repetition()));
  }

  private static boolean failed(Verdicts verdicts) {
    return verdicts.stream().anyMatch(verdict -> verdict.failed() && verdict.claim().binds());
  }

  private static Verdict later(@Nullable Verdict one, Verdict other) {
    return one == null || other.passesAt() > one.passesAt() ? other : one;
  }
}
