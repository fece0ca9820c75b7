package dev.headgate.core.scenario;

import java.util.List;

/**
 * A policy in plain words.
 *
 * @param version its name
 * @param rules in their order
 * @param life microseconds a reservation lives
 * @param lateWithin microseconds in which a late settlement corrects
 * @param expiredCostsNothing whether an expired reservation costs nothing
 */
public record PolicySpec(
    String version, List<RuleSpec> rules, long life, long lateWithin, boolean expiredCostsNothing) {
  public PolicySpec {
    rules = List.copyOf(rules);
  }

  /** The same policy with other rules. */
  public PolicySpec rules(String version, List<RuleSpec> rules) {
    return new PolicySpec(version, rules, life, lateWithin, expiredCostsNothing);
  }
}
