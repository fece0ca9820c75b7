package dev.headgate.simulator.replay;

import dev.headgate.core.call.Route;
import dev.headgate.core.snapshot.Gate;
import dev.headgate.core.snapshot.Partition;
import dev.headgate.core.snapshot.PolicySnapshot;
import dev.headgate.core.snapshot.Rule;
import dev.headgate.policy.Policy;
import dev.headgate.policy.registry.RegisteredUser;
import dev.headgate.simulator.mapping.Mapping;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What of a policy a log can decide.
 *
 * @param rules the policy without the rest
 * @param undecided the rest
 */
public record Decidable(PolicySnapshot rules, List<Undecided> undecided) {
  private static final Pattern PARAMETER = Pattern.compile("\\{([^}]+)}");

  public Decidable {
    undecided = List.copyOf(undecided);
  }

  /** What of a policy the logs of a mapping can decide. */
  public static Decidable of(Policy policy, Mapping mapping) {
    Set<String> known = known(policy, mapping);
    PolicySnapshot whole = policy.snapshot();
    List<Undecided> undecided = new ArrayList<>();
    PolicySnapshot.Builder rules =
        PolicySnapshot.builder(whole.version()).prices(whole.prices()).settings(whole.settings());
    for (Rule rule : whole.rules()) {
      String why = why(rule, mapping, known);
      if (why == null) {
        rules.rule(rule);
      } else {
        undecided.add(new Undecided(rule.name(), why));
      }
    }
    for (Gate gate : whole.gates()) {
      rules.gate(gate);
    }
    whole.exemptions().forEach(rules::exemption);
    return new Decidable(rules.build(), undecided);
  }

  private static @Nullable String why(Rule rule, Mapping mapping, Set<String> known) {
    if (rule.meters().shape().holds() && !mapping.knowsDurations()) {
      return "it counts calls that run at once, and the mapping names no duration";
    }
    Partition partition = rule.partition();
    for (String attribute : partition.attributes()) {
      if (partition.missing() != Partition.Missing.DEFAULT && !known.contains(attribute)) {
        return "it is per " + attribute + ", which the mapping does not name";
      }
    }
    return null;
  }

  /** Names of attributes that calls of such logs may have. */
  private static Set<String> known(Policy policy, Mapping mapping) {
    Set<String> known = new HashSet<>(List.of("operation", "method", "product"));
    known.addAll(mapping.call().attributes().keySet());
    known.addAll(mapping.caller().keySet());
    if (known.contains("tenant")) {
      known.add("plan");
    }
    if (known.contains("app")) {
      known.add("copy");
    }
    if (known.contains("user")) {
      for (RegisteredUser user : mapping.registry().users().values()) {
        known.addAll(user.attributes().keySet());
      }
    }
    for (Route route : policy.routes().routes()) {
      Matcher parameters = PARAMETER.matcher(route.template());
      while (parameters.find()) {
        known.add(parameters.group(1));
      }
    }
    return known;
  }
}
