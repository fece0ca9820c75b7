package dev.headgate.core.call;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A node of the tree of path templates. Built by one thread, then only read. */
final class RouteNode {
  private final LiteralTable literals = new LiteralTable();
  private @Nullable RouteNode template;
  private final Map<String, RouteEnd> here = new HashMap<>();
  private final Map<String, RouteEnd> below = new HashMap<>();

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

  private static @Nullable Route put(Map<String, RouteEnd> ends, Route route) {
    RouteEnd earlier = ends.putIfAbsent(route.method(), new RouteEnd(route));
    return earlier == null ? null : earlier.route();
  }

  private RouteNode child(String segment) {
    if (!Route.isName(segment)) {
      return literals.at(Route.literal(segment));
    }
    RouteNode child = template;
    if (child == null) {
      child = new RouteNode();
      template = child;
    }
    return child;
  }

  /**
   * The match of a path from a segment on, or null; also null where a plain target turns out not to
   * be one. Each node is visited once at most, so that a path costs no more than the tree has
   * nodes.
   *
   * @param from where the segment begins; {@link RequestPath#NONE} where none is left
   * @param decoded whether the path is decoded, and not a plain target
   * @param values where the templates above have their values, see {@link RouteEnd#with}
   */
  Routed.@Nullable RouteMatch find(
      String method, String path, int from, boolean decoded, long values) {
    Routed.RouteMatch match =
        from == RequestPath.NONE
            ? RouteEnd.match(here, method, path, decoded, values)
            : step(method, path, from, decoded, values);
    if (match != null || below.isEmpty()) {
      return match;
    }
    boolean good = decoded || RequestPath.plainEnd(path) > 0;
    return good ? RouteEnd.match(below, method, path, decoded, values) : null;
  }

  /** The literal first; then the template, which also takes what the literal did not lead to. */
  private Routed.@Nullable RouteMatch step(
      String method, String path, int from, boolean decoded, long values) {
    RouteNode literal = literals.onlyNode();
    int to = literal == null ? 0 : literals.onlyEnd(path, from, decoded);
    if (to == 0) {
      if (literal != null && template == null) {
        return null;
      }
      to = RequestPath.segmentEnd(path, from, decoded);
      if (to == 0) {
        return null;
      }
      literal = literal != null || literals.isEmpty() ? null : literals.find(path, from, to);
    }
    int next = RequestPath.nextSegment(path, to, decoded);
    Routed.RouteMatch match =
        literal == null ? null : literal.find(method, path, next, decoded, values);
    return match != null || template == null
        ? match
        : template.find(method, path, next, decoded, RouteEnd.with(values, from, to));
  }
}
