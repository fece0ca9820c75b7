package dev.headgate.core.call;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Finds the operation of a request by method and path. Compared segment by segment from the left, a
 * literal goes before {@code {name}}, and that before {@code **}; on the same template a method
 * goes before {@link Route#ANY}, and for a HEAD the route of GET stands between them. Immutable,
 * safe for all threads.
 */
public final class Routes {
  /** The most routes, those under several bases counted once for each. */
  public static final int ROUTES_MAX = 20_000;

  /** No routes. */
  public static final Routes NONE = builder().build();

  private static final Routed NO_ROUTE = new Routed.NoRoute();

  private final RouteNode root;
  private final List<Route> routes;

  private Routes(Builder builder) {
    root = new RouteNode();
    routes = List.copyOf(builder.routes);
    for (Route route : routes) {
      Route other = root.add(route);
      if (other != null) {
        throw new IllegalArgumentException(
            "route: " + route.shape() + " twice (expected: once), of " + other.operation());
      }
    }
  }

  /** A builder without routes. */
  public static Builder builder() {
    return new Builder();
  }

  /** All routes with their bases, in the order in which they were added. */
  public List<Route> routes() {
    return routes;
  }

  /**
   * Where a request leads.
   *
   * @param method as it came; methods are case-sensitive
   * @param target path as it came, still encoded; a query is ignored
   */
  public Routed find(String method, String target) {
    Routed.RouteMatch match = plain(method, target);
    if (match != null) {
      return match;
    }
    if (!RequestPath.isMethod(method)) {
      return new Routed.BadPath("a method", "a token in upper case of at most 32 characters");
    }
    if (target.equals("*")) {
      return NO_ROUTE;
    }
    if (RequestPath.plainEnd(target) > 0 && target.length() < RequestPath.LENGTH_MAX) {
      return NO_ROUTE;
    }
    RequestPath path = RequestPath.parse(target);
    Routed.BadPath bad = path.bad();
    return bad != null ? bad : found(find(method, path.decoded(), true));
  }

  /** The match of a target that needs no decoding, or null: found in one pass over its path. */
  private Routed.@Nullable RouteMatch plain(String method, String target) {
    boolean plain =
        target.startsWith("/")
            && target.length() < RequestPath.LENGTH_MAX
            && !method.equals(Route.ANY);
    return plain ? find(method, target, false) : null;
  }

  private Routed.@Nullable RouteMatch find(String method, String path, boolean decoded) {
    return root.find(method, path, RequestPath.nextSegment(path, 0, decoded), decoded, 0);
  }

  private static Routed found(Routed.@Nullable RouteMatch match) {
    return match == null ? NO_ROUTE : match;
  }

  /** Collects routes. Not safe for several threads. */
  public static final class Builder {
    private final List<Route> routes = new ArrayList<>();

    private Builder() {}

    /** Adds a route below a base path such as {@code /rest/api/3}; {@code /} for none. */
    public Builder add(String base, Route route) {
      String prefix = base.endsWith("/") ? base.substring(0, base.length() - 1) : base;
      return add(
          new Route(route.method(), prefix + route.template(), route.operation(), route.product()));
    }

    /** Adds a route. */
    public Builder add(Route route) {
      if (routes.size() >= ROUTES_MAX) {
        throw new IllegalArgumentException(
            "routes: more than " + ROUTES_MAX + " (expected: at most that)");
      }
      routes.add(route);
      return this;
    }

    /**
     * The routes.
     *
     * @throws IllegalArgumentException where two have the same {@link Route#shape}
     */
    public Routes build() {
      return new Routes(this);
    }
  }
}
