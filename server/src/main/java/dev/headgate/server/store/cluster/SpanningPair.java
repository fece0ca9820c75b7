package dev.headgate.server.store.cluster;

import dev.headgate.core.snapshot.PolicySnapshot;
import dev.headgate.core.snapshot.Rule;
import java.util.ArrayList;
import java.util.List;

/**
 * Two rules whose claims of one call can lie in different partitions, because the first values of
 * their keys are those of different attributes.
 *
 * @param first one rule
 * @param second another, later in the policy
 */
public record SpanningPair(Rule first, Rule second) {
  /** What places a rule whose counters, or whose pools, are for everybody. */
  public static final String EVERYBODY = "everybody";

  /** All pairs of a policy, in its order. */
  public static List<SpanningPair> of(PolicySnapshot policy) {
    List<Rule> rules = policy.rules();
    List<SpanningPair> pairs = new ArrayList<>();
    for (int i = 0; i < rules.size(); i++) {
      for (Rule later : rules.subList(i + 1, rules.size())) {
        if (!placedBy(rules.get(i)).equals(placedBy(later))) {
          pairs.add(new SpanningPair(rules.get(i), later));
        }
      }
    }
    return pairs;
  }

  /** The attribute whose value places the counters of a rule, or {@link #EVERYBODY}. */
  public static String placedBy(Rule rule) {
    List<String> attributes = rule.partition().attributes();
    boolean oneForAll = attributes.size() == rule.partition().members();
    return oneForAll ? EVERYBODY : attributes.getFirst();
  }

  /** In one line for people. */
  public String described() {
    return "%s (by %s) and %s (by %s)"
        .formatted(first.name(), placedBy(first), second.name(), placedBy(second));
  }
}
