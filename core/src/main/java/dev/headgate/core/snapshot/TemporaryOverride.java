package dev.headgate.core.snapshot;

import java.util.Set;

/**
 * A phase forced on rules for a while, over the policy; with no rule named and everybody concerned
 * it is the kill switch.
 *
 * @param id stable id
 * @param applies which calls; must be fixed per caller
 * @param rules names of the rules; empty for all
 * @param phase the phase instead of the policy's
 * @param owner who ordered it
 * @param reason why
 * @param until instant at which it ends
 */
public record TemporaryOverride(
    String id,
    Condition applies,
    Set<String> rules,
    Phase phase,
    String owner,
    String reason,
    long until) {
  public TemporaryOverride {
    rules = Set.copyOf(rules);
    if (!applies.fixed()) {
      throw new IllegalArgumentException("applies: by call (expected: by caller)");
    }
  }

  /** Whether it names the rule. */
  public boolean covers(Rule rule) {
    return rules.isEmpty() || rules.contains(rule.name());
  }
}
