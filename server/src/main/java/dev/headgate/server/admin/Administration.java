package dev.headgate.server.admin;

import dev.headgate.core.snapshot.Key;
import dev.headgate.core.snapshot.PolicySnapshot;
import dev.headgate.core.snapshot.Rule;
import dev.headgate.core.time.Micros;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What operators do, each time written to the audit log before it acts. Safe for all threads. */
public final class Administration {
  private final Overrides overrides;
  private final CounterReset counters;
  private final AuditLog audit;

  /** Joins the parts. */
  public Administration(Overrides overrides, CounterReset counters, AuditLog audit) {
    this.overrides = overrides;
    this.counters = counters;
    this.audit = audit;
  }

  /** Turns the kill switch on until a date: limits and quotas count on and refuse nothing. */
  public ActiveOverride killSwitchOn(String who, Order order) {
    return add(who, "kill-switch.on", ActiveOverride.killSwitch(order));
  }

  /** Turns the kill switch off; false where it was off. */
  public boolean killSwitchOff(String who) {
    return remove(who, "kill-switch.off", ActiveOverride.KILL_SWITCH);
  }

  /** Adds an override. */
  public ActiveOverride addOverride(String who, ActiveOverride override) {
    for (String rule : override.rules()) {
      rule(rule);
    }
    return add(who, "override.add", override);
  }

  /** Ends an override; false where there was none. */
  public boolean removeOverride(String who, String id) {
    return remove(who, "override.remove", id);
  }

  /**
   * Forgets a counter.
   *
   * @param values the key by attribute: all attributes of the rule's partition and no other, or,
   *     for the whole of a pool, all but those of its members
   * @return false where the counter was untouched
   */
  public boolean reset(String who, String rule, Map<String, String> values, String reason) {
    Rule found = rule(rule);
    List<String> pool = found.partition().pools().attributes();
    boolean whole = values.keySet().equals(java.util.Set.copyOf(pool));
    List<String> attributes = whole ? pool : found.partition().attributes();
    if (!values.keySet().equals(java.util.Set.copyOf(attributes))) {
      throw new IllegalArgumentException(
          "key: " + new TreeMap<>(values).keySet() + " (expected: " + attributes + ")");
    }
    List<String> key = new ArrayList<>(attributes.size());
    attributes.forEach(attribute -> key.add(values.getOrDefault(attribute, "")));
    Map<String, String> details = new HashMap<>();
    details.put("rule", rule);
    details.put("key", new TreeMap<>(values).toString());
    details.put("reason", reason);
    audit.append(who, "counter.reset", details);
    return counters.reset(found, key.isEmpty() ? Key.ALL : Key.of(key));
  }

  /** The overrides in force. */
  public List<ActiveOverride> overrides() {
    return overrides.list();
  }

  /** The policy in force, overrides included. */
  public PolicySnapshot policy() {
    return overrides.get();
  }

  /** The newest entries of the audit log as JSON, the newest first. */
  public List<String> audit(int most) {
    return audit.newest(most);
  }

  private ActiveOverride add(String who, String action, ActiveOverride override) {
    overrides.check(override);
    Map<String, String> details = new HashMap<>();
    details.put("id", override.id());
    details.put("phase", override.phase().name());
    details.put("rules", override.rules().isEmpty() ? "all" : override.rules().toString());
    details.put("caller", override.caller().isEmpty() ? "all" : override.caller().toString());
    details.put("owner", override.order().owner());
    details.put("reason", override.order().reason());
    details.put("until", Micros.instant(override.order().until()).toString());
    audit.append(who, action, details);
    overrides.add(override);
    return override;
  }

  private boolean remove(String who, String action, String id) {
    if (overrides.list().stream().noneMatch(one -> one.id().equals(id))) {
      return false;
    }
    audit.append(who, action, Map.of("id", id));
    return overrides.remove(id);
  }

  private Rule rule(String name) {
    Rule found = find(name);
    if (found == null) {
      throw new IllegalArgumentException("rule: " + name + " (expected: a rule of the policy)");
    }
    return found;
  }

  private @Nullable Rule find(String name) {
    for (Rule rule : overrides.get().rules()) {
      if (rule.name().equals(name)) {
        return rule;
      }
    }
    return null;
  }
}
