package dev.headgate.core.call;

import dev.headgate.core.identity.Caller;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One call as the engine sees it. Immutable.
 *
 * @param operation what is called
 * @param caller who calls
 * @param query of the request as sent, without {@code ?}; empty where there is none; only prices
 *     look at it, for page sizes
 * @param attributes what else limits may look at: {@code address}, {@code issue}, {@code priority}
 * @param costs costs the caller states itself by unit, for example bytes; they go before the price
 *     book
 * @param id idempotency id chosen by the caller, or null
 * @param held whether the caller will settle by id later, so that the store must remember it
 */
public record Call(
    Operation operation,
    Caller caller,
    String query,
    Map<String, String> attributes,
    Map<String, Long> costs,
    @Nullable String id,
    boolean held) {
  /** The most attributes or stated costs of one call. */
  public static final int ATTRIBUTES_MAX = 32;

  /** The largest cost of one call in one unit. */
  public static final long COST_MAX = 1_000_000_000L;

  /** The longest id, in characters. */
  public static final int ID_MAX = 200;

  /** The longest query, in characters: that of the longest request line a door takes. */
  public static final int QUERY_MAX = 1 << 20;

  /** Who calls: names that only the caller has values for, never the attributes of a call. */
  private static final Set<String> IDENTITY =
      Set.of("tenant", "app", "copy", "plan", "user", "credential", "licence");

  public Call {
    attributes = Map.copyOf(attributes);
    costs = Map.copyOf(costs);
    if (attributes.size() > ATTRIBUTES_MAX || costs.size() > ATTRIBUTES_MAX) {
      throw new IllegalArgumentException(
          "attributes: "
              + attributes.size()
              + ", costs: "
              + costs.size()
              + " (expected: <= "
              + ATTRIBUTES_MAX
              + ")");
    }
    if (id != null && (id.isEmpty() || id.length() > ID_MAX)) {
      throw new IllegalArgumentException(
          "id: " + id.length() + " characters (expected: 1 to " + ID_MAX + ")");
    }
    if (query.length() > QUERY_MAX) {
      throw new IllegalArgumentException(
          "query: " + query.length() + " characters (expected: <= " + QUERY_MAX + ")");
    }
    costs.forEach(Call::checkCost);
  }

  /** A call without a query. */
  public Call(
      Operation operation,
      Caller caller,
      Map<String, String> attributes,
      Map<String, Long> costs,
      @Nullable String id,
      boolean held) {
    this(operation, caller, "", attributes, costs, id, held);
  }

  /** A call without attributes, own costs and id. */
  public static Call of(Operation operation, Caller caller) {
    return new Call(operation, caller, "", Map.of(), Map.of(), null, false);
  }

  /** The same call with attributes. */
  public Call with(Map<String, String> attributes) {
    return new Call(operation, caller, query, attributes, costs, id, held);
  }

  /** The same call with a query. */
  public Call withQuery(String query) {
    return new Call(operation, caller, query, attributes, costs, id, held);
  }

  /** The query of a request's target; empty where it has none. */
  public static String queryOf(String target) {
    int begin = target.indexOf('?');
    return begin < 0 ? "" : target.substring(begin + 1);
  }

  /** The same call by another caller. */
  public Call by(Caller caller) {
    return new Call(operation, caller, query, attributes, costs, id, held);
  }

  /** The same call with an idempotency id, remembered by the store. */
  public Call withId(String id) {
    return new Call(operation, caller, query, attributes, costs, id, true);
  }

  /**
   * An attribute by name, or null where it is missing: that of operation and caller ({@link
   * #fixedAttribute}), else the call's own. Who calls is never looked up among the call's own, so
   * that a call cannot speak for another caller, nor for one where none is known.
   */
  public @Nullable String attribute(String name) {
    String fixed = fixedAttribute(name);
    return fixed != null || IDENTITY.contains(name) ? fixed : attributes.get(name);
  }

  /**
   * An attribute that all calls of this operation by this caller share: {@code operation}, {@code
   * method}, {@code product} or one of {@link Caller#attribute}; null where there is none.
   */
  public @Nullable String fixedAttribute(String name) {
    return switch (name) {
      case "operation" -> operation.name();
      case "method" -> operation.method();
      case "product" -> operation.product();
      default -> caller.attribute(name);
    };
  }

  private static void checkCost(String unit, long cost) {
    if (cost < 0 || cost > COST_MAX) {
      throw new IllegalArgumentException(unit + ": " + cost + " (expected: 0 to " + COST_MAX + ")");
    }
  }
}
