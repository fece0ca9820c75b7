package dev.headgate.client.profile;

import dev.headgate.client.retry.RetryRules;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A provider as its callers must know it.
 *
 * @param name in the catalogue
 * @param gates declared gates; the first takes the refusals that name none, if there is one
 * @param learning what becomes of limits that no gate names
 * @param dialect how responses speak
 * @param conduct how we behave
 */
public record Profile(
    String name, List<GateRule> gates, Learning learning, Dialect dialect, Conduct conduct) {

  /**
   * How a caller of the provider behaves.
   *
   * @param retry what is tried again
   * @param pacing how calls are spread
   */
  public record Conduct(RetryRules retry, PacingRules pacing) {}

  /** Copies; two gates of one name are an {@code IllegalArgumentException}. */
  public Profile {
    gates = List.copyOf(gates);
    long names = gates.stream().map(GateRule::name).distinct().count();
    if (names != gates.size()) {
      throw new IllegalArgumentException("gates of " + name + ": a name twice (expected: once)");
    }
  }

  /** The rule that a name in a field or reason means, or null if it is not declared. */
  public @Nullable GateRule rule(String limit) {
    for (GateRule rule : gates) {
      if (rule.names().contains(limit)) {
        return rule;
      }
    }
    return null;
  }

  /** The same provider, with other gates. */
  public Profile withGates(List<GateRule> others) {
    return new Profile(name, others, learning, dialect, conduct);
  }

  /** The same provider, with other rules of repetition. */
  public Profile withRetry(RetryRules rules) {
    return new Profile(name, gates, learning, dialect, new Conduct(rules, conduct.pacing()));
  }
}
