package dev.headgate.server.http;

import io.vertx.core.http.HttpMethod;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** All endpoints by path. Immutable once built, safe for all threads. */
final class Endpoints {
  private final Map<String, Place> byPath = new HashMap<>();

  Endpoints(List<Endpoint> endpoints) {
    for (Endpoint endpoint : endpoints) {
      byPath
          .computeIfAbsent(endpoint.path(), path -> new Place(new ArrayList<>(2), ""))
          .endpoints()
          .add(endpoint);
    }
  }

  /** The endpoints of a path with what follows it; null where there is none. */
  @Nullable Place find(String path) {
    Place exact = byPath.get(path);
    if (exact != null) {
      return path.endsWith("/") ? null : exact;
    }
    int slash = path.lastIndexOf('/') + 1;
    Place under = byPath.get(path.substring(0, slash));
    return under == null ? null : new Place(under.endpoints(), path.substring(slash));
  }

  /**
   * The endpoints of one path.
   *
   * @param endpoints one for each method
   * @param id what follows the path, as it was sent
   */
  record Place(List<Endpoint> endpoints, String id) {
    @Nullable Endpoint of(HttpMethod method) {
      for (Endpoint endpoint : endpoints) {
        if (endpoint.method().equals(method)) {
          return endpoint;
        }
      }
      return null;
    }

    /** The value of {@code Allow}. */
    String allowed() {
      return endpoints.stream()
          .map(endpoint -> endpoint.method().name())
          .sorted()
          .collect(Collectors.joining(", "));
    }
  }
}
