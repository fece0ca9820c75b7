package dev.headgate.server.admin;

import dev.headgate.core.snapshot.Condition;
import dev.headgate.core.snapshot.Phase;
import dev.headgate.core.snapshot.TemporaryOverride;
import java.util.Map;
import java.util.Set;

/**
 * An override as it was ordered.
 *
 * @param id stable id
 * @param rules names of the rules; empty for all
 * @param caller attributes that a caller must have, all of them; empty for everybody
 * @param phase the phase instead of the policy's
 * @param order who ordered it, why and until when
 */
public record ActiveOverride(
    String id, Set<String> rules, Map<String, String> caller, Phase phase, Order order) {
  /** The id of the kill switch. */
  public static final String KILL_SWITCH = "kill-switch";

  public ActiveOverride {
    rules = Set.copyOf(rules);
    caller = Map.copyOf(caller);
  }

  /** The kill switch: everything goes on counting and nothing is refused by limit or quota. */
  static ActiveOverride killSwitch(Order order) {
    return new ActiveOverride(KILL_SWITCH, Set.of(), Map.of(), Phase.OBSERVE, order);
  }

  TemporaryOverride compiled() {
    Condition applies =
        caller.isEmpty()
            ? Condition.ALWAYS
            : Condition.byCaller(
                call ->
                    caller.entrySet().stream()
                        .allMatch(
                            wanted ->
                                wanted.getValue().equals(call.fixedAttribute(wanted.getKey()))));
    return new TemporaryOverride(
        id, applies, rules, phase, order.owner(), order.reason(), order.until());
  }
}
