package dev.headgate.policy.read;

import java.util.Map;
import java.util.Set;

/**
 * What a provider promises about changes, and what is needed to see them.
 *
 * @param days how long before it takes effect a tightening is announced; 0 for no promise
 * @param emergencies why something may change without notice, by the name of a rule, by {@link
 *     #gate}, by {@link #exemption} or by {@link #PRICES}
 * @param choices the values that tables of amounts name, by attribute
 */
public record Notice(int days, Map<String, String> emergencies, Map<String, Set<String>> choices) {
  /** What stands for all prices; no rule can be called so. */
  public static final String PRICES = "all prices";

  /** What stands for a gate. */
  public static String gate(String name) {
    return "gate " + name;
  }

  /** What stands for an exemption. */
  public static String exemption(String name) {
    return "exemption " + name;
  }

  public Notice {
    emergencies = Map.copyOf(emergencies);
    choices = Map.copyOf(choices);
  }
}
