package dev.headgate.policy.read;

import java.util.Map;
import java.util.Set;

/**
 * What a provider promises about changes, and what is needed to see them.
 *
 * @param days how long before it takes effect a tightening is announced; 0 for no promise
 * @param emergencies why a rule may change without notice, by its name
 * @param choices the values that tables of amounts name, by attribute
 */
public record Notice(int days, Map<String, String> emergencies, Map<String, Set<String>> choices) {
  public Notice {
    emergencies = Map.copyOf(emergencies);
    choices = Map.copyOf(choices);
  }
}
