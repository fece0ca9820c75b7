package dev.headgate.core.snapshot;

import java.util.Set;

/**
 * Calls that some rules do not concern until a date.
 *
 * @param name stable name
 * @param applies which calls; must be fixed per caller
 * @param rules names of the rules; empty for all
 * @param owner who answers for it
 * @param reason why it was given
 * @param until instant at which it ends, {@link dev.headgate.core.time.Micros#NEVER} for no end
 */
public record Exemption(
    String name, Condition applies, Set<String> rules, String owner, String reason, long until) {
  public Exemption {
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
