package dev.headgate.policy.price;

import dev.headgate.policy.problem.Place;
import dev.headgate.policy.yaml.Section;
import dev.headgate.policy.yaml.Value;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The keys of a price, looked for in a rule of their own first and then in the operation. For one
 * reading by one thread.
 */
final class PriceKeys {
  /** The keys that bound how many objects there are: one of them holds. */
  static final List<String> BOUNDS = List.of("page", "ids", "atMost");

  private final @Nullable Section rule;
  private final @Nullable Section operation;

  PriceKeys(@Nullable Section rule, @Nullable Section operation) {
    this.rule = rule;
    this.operation = operation;
  }

  /** The value of a key, or null where it stands in neither. */
  @Nullable Value take(String key) {
    Value first = rule == null ? null : rule.take(key);
    Value second = operation == null ? null : operation.take(key);
    return first != null ? first : second;
  }

  /** The bound: that of the rule as a whole, else that of the operation. */
  @Nullable Value takeBound(String key) {
    Value first = rule == null ? null : rule.take(key);
    Value second = operation == null ? null : operation.take(key);
    boolean replaced = rule != null && BOUNDS.stream().anyMatch(rule::has);
    return replaced ? first : second;
  }

  /** Where a problem with the whole is told. */
  Place place() {
    Section section = rule != null ? rule : operation;
    return section == null ? Place.file("") : section.place();
  }
}
