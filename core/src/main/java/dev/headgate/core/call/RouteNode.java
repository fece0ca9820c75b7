package dev.headgate.core.call;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A node of the tree of path templates. Built by one thread, then only read. */
final class RouteNode {
  private static final List<String> USUAL_METHODS =
      List.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE");

  private final Map<String, RouteNode> literals = new HashMap<>();
  private @Nullable RouteNode template;
  private final Map<String, Target> here = new HashMap<>();
  private final Map<String, Target> below = new HashMap<>();

  /** Where a route ends. */
  private record Target(Route route, List<String> names, Map<String, Operation> operations) {
    static Target of(Route route) {
      Map<String, Operation> operations = new HashMap<>();
      List<String> methods =
          route.method().equals(Route.ANY) ? USUAL_METHODS : List.of(route.method());
      for (String method : methods) {
        operations.put(method, new Operation(route.operation(), method, route.product()));
      }
      return new Target(route, route.parameters(), operations);
    }

    Operation operation(String method) {
      Operation operation = operations.get(method);
      return operation != null
          ? operation
          : new Operation(route.operation(), method, route.product());
    }
  }

  /** Adds a route below this node and says which other one it collides with, if so. */
  @Nullable Route add(Route route) {
    RouteNode node = this;
    for (String segment : route.segments()) {
      if (segment.equals(Route.REST)) {
        return put(node.below, route);
      }
      node = node.child(segment);
    }
    return put(node.here, route);
  }

  private static @Nullable Route put(Map<String, Target> targets, Route route) {
    Target earlier = targets.putIfAbsent(route.method(), Target.of(route));
    return earlier == null ? null : earlier.route();
  }

  private RouteNode child(String segment) {
    if (!Route.isName(segment)) {
      return literals.computeIfAbsent(Route.literal(segment), key -> new RouteNode());
    }
    RouteNode child = template;
    if (child == null) {
      child = new RouteNode();
      template = child;
    }
    return child;
  }

  /**
   * The match of the segments from {@code at} on, or null. What a template stood for is remembered
   * in {@code values}, whose first {@code taken} are those of the nodes above.
   */
  Routed.@Nullable RouteMatch find(
      String method, String[] segments, int at, String[] values, int taken) {
    if (at == segments.length) {
      Routed.RouteMatch match = match(here, method, values);
      return match != null ? match : match(below, method, values);
    }
    RouteNode literal = literals.get(segments[at]);
    Routed.RouteMatch match =
        literal == null ? null : literal.find(method, segments, at + 1, values, taken);
    if (match == null && template != null) {
      values[taken] = segments[at];
      match = template.find(method, segments, at + 1, values, taken + 1);
    }
    return match != null ? match : match(below, method, values);
  }

  private static Routed.@Nullable RouteMatch match(
      Map<String, Target> targets, String method, String[] values) {
    if (targets.isEmpty()) {
      return null;
    }
    Target target = targets.get(method);
    String actual = method;
    if (target == null && method.equals("HEAD")) {
      target = targets.get("GET");
      actual = target == null ? method : "GET";
    }
    if (target == null) {
      target = targets.get(Route.ANY);
    }
    return target == null
        ? null
        : new Routed.RouteMatch(target.operation(actual), parameters(target.names(), values));
  }

  private static Map<String, String> parameters(List<String> names, String[] values) {
    return switch (names.size()) {
      case 0 -> Map.of();
      case 1 -> Map.of(names.getFirst(), values[0]);
      default -> {
        Map<String, String> parameters = LinkedHashMap.newLinkedHashMap(names.size());
        for (int i = 0; i < names.size(); i++) {
          parameters.put(names.get(i), values[i]);
        }
        yield Map.copyOf(parameters);
      }
    };
  }
}
