package dev.headgate.server.proxy;

import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import org.jspecify.annotations.Nullable;

/** Makes the request to the upstream from that of a caller. Immutable. */
final class Outbound {
  private final ProxySettings settings;

  Outbound(ProxySettings settings) {
    this.settings = settings;
  }

  /** Path and query of a request; null if it is for somebody else. */
  @Nullable String target(HttpServerRequest request) {
    String uri = request.uri();
    return uri.startsWith("/") ? uri : settings.upstream().targetOf(uri);
  }

  /**
   * The request.
   *
   * @param body null if it has none
   * @throws IllegalArgumentException if a target or field cannot be sent
   */
  HttpRequest of(
      HttpServerRequest request, String target, Preference preference, @Nullable RequestBody body) {
    HttpRequest.Builder made =
        HttpRequest.newBuilder(settings.upstream().resolve(target))
            .timeout(settings.waits().upstream());
    method(request.method(), body, made);
    MultiMap fields = request.headers();
    PassedFields.copy(fields, preference, made);
    if (!fields.contains("User-Agent")) {
      made.setHeader("User-Agent", "headgate-proxy");
    }
    if (!settings.bodies().members().isEmpty()) {
      // Links are looked for in bodies that are not packed.
      made.setHeader("Accept-Encoding", "identity");
    }
    return made.build();
  }

  private static void method(
      HttpMethod method, @Nullable RequestBody body, HttpRequest.Builder to) {
    if (body != null) {
      to.method(method.name(), body.publisher());
    } else if (method.equals(HttpMethod.GET)) {
      to.GET();
    } else if (method.equals(HttpMethod.HEAD)) {
      to.HEAD();
    } else {
      to.method(method.name(), BodyPublishers.noBody());
    }
  }
}
