package dev.headgate.core.pricing;

import dev.headgate.core.call.Call;
import dev.headgate.core.call.Operation;
import java.util.Map;

/**
 * Prices of a provider's operations. Immutable.
 *
 * @param usual the rule of operations that have none
 * @param rules by name of the operation
 */
public record PriceBook(PriceRule usual, Map<String, PriceRule> rules) {
  public PriceBook {
    rules = Map.copyOf(rules);
  }

  /** A book in which every call costs one point. */
  public static PriceBook flat() {
    return new PriceBook(PriceRule.points(1), Map.of());
  }

  /** The rule of an operation. */
  public PriceRule rule(Operation operation) {
    return rules.getOrDefault(operation.name(), usual);
  }

  /** What a call costs, with the costs that it states itself. */
  public Quote quote(Call call) {
    return rule(call.operation()).quote(call.query()).with(call.costs());
  }
}
