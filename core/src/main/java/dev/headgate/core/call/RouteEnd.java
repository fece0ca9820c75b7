package dev.headgate.core.call;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Where a route ends: gives its operation and what its parameters stand for. Immutable. */
final class RouteEnd {
  private static final List<String> USUAL_METHODS =
      List.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE");

  /** A length below {@link RequestPath#LENGTH_MAX}, and as many for where it begins. */
  private static final int LENGTH_BITS = 13;

  private static final int PLACE_BITS = 2 * LENGTH_BITS;

  private final Route route;

  /** By method: the one of the route, or the usual ones where it takes any. */
  private final Map<String, Routed.RouteMatch> byMethod = new HashMap<>();

  /** Of the route's own method; without the values of parameters. */
  private final Routed.RouteMatch own;

  /** Names of parameters, and which segment each of them stands for. */
  private final String[] names;

  private final int[] places;

  RouteEnd(Route route) {
    this.route = route;
    names = route.parameters().toArray(String[]::new);
    places = places(route.segments());
    List<String> methods =
        route.method().equals(Route.ANY) ? USUAL_METHODS : List.of(route.method());
    methods.forEach(method -> byMethod.put(method, bare(method)));
    own = bare(route.method());
  }

  private Routed.RouteMatch bare(String method) {
    Operation operation = new Operation(route.operation(), method, route.product());
    return new Routed.RouteMatch(operation, Map.of());
  }

  Route route() {
    return route;
  }

  /** What templates stand for, and one value more: its place in the lowest bits. */
  static long with(long values, int from, int to) {
    return values << PLACE_BITS | (long) from << LENGTH_BITS | (to - from);
  }

  private Routed.RouteMatch match(
      Routed.RouteMatch bare, String path, boolean decoded, long values) {
    return names.length == 0
        ? bare
        : new Routed.RouteMatch(bare.operation(), parameters(path, decoded, values));
  }

  private Map<String, String> parameters(String path, boolean decoded, long values) {
    return switch (names.length) {
      case 1 -> Map.of(names[0], value(path, values));
      case 2 -> Map.of(names[0], value(path, values >>> PLACE_BITS), names[1], value(path, values));
      default -> many(path, decoded);
    };
  }

  private static String value(String path, long place) {
    int from = (int) (place >>> LENGTH_BITS) & (RequestPath.LENGTH_MAX - 1);
    return path.substring(from, from + ((int) place & (RequestPath.LENGTH_MAX - 1)));
  }

  /** More values than there is room for their places: the path is cut once more. */
  private Map<String, String> many(String path, boolean decoded) {
    Map<String, String> all = LinkedHashMap.newLinkedHashMap(names.length);
    int from = 1;
    int next = 0;
    for (int segment = 0; next < names.length; segment++) {
      int to = RequestPath.segmentEnd(path, from, decoded);
      if (segment == places[next]) {
        all.put(names[next++], path.substring(from, to));
      }
      from = to + 1;
    }
    return Map.copyOf(all);
  }

  private static int[] places(List<String> segments) {
    List<Integer> places = new ArrayList<>();
    for (int i = 0; i < segments.size(); i++) {
      if (Route.isName(segments.get(i))) {
        places.add(i);
      }
    }
    return places.stream().mapToInt(Integer::intValue).toArray();
  }

  /**
   * The match of the one among ends of all methods that a method leads to, or null; also null where
   * the method is none.
   */
  static Routed.@Nullable RouteMatch match(
      Map<String, RouteEnd> ends, String method, String path, boolean decoded, long values) {
    RouteEnd exact = ends.get(method);
    if (exact == null && method.equals("HEAD")) {
      exact = ends.get("GET");
    }
    if (exact != null) {
      return exact.match(exact.own, path, decoded, values);
    }
    RouteEnd any = ends.get(Route.ANY);
    return any == null || !RequestPath.isMethod(method)
        ? null
        : any.match(any.of(method), path, decoded, values);
  }

  private Routed.RouteMatch of(String method) {
    Routed.RouteMatch usual = byMethod.get(method);
    return usual != null ? usual : bare(method);
  }
}
