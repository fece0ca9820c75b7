package dev.headgate.testkit.cases;

import dev.headgate.core.decision.Verdict;

/**
 * How one limit or quota answered a call.
 *
 * @param rule its name
 * @param unit what it counts
 * @param cost what the call asked of it
 * @param remaining what is left
 * @param amount what there is in all
 * @param failed whether the call did not fit
 * @param binds whether it is enforced for this caller
 */
public record Standing(
    String rule,
    String unit,
    long cost,
    long remaining,
    long amount,
    boolean failed,
    boolean binds) {
  static Standing of(Verdict verdict) {
    return new Standing(
        verdict.claim().rule().name(),
        verdict.claim().rule().unit(),
        verdict.claim().cost(),
        verdict.remaining(),
        verdict.claim().meter().amount(),
        verdict.failed(),
        verdict.claim().binds());
  }

  @Override
  public String toString() {
    String answer = failed ? binds ? "refuses" : "would refuse" : "passes";
    return "%s %s: asked %d, left %d of %d %s"
        .formatted(rule, answer, cost, remaining, amount, unit);
  }
}
