package dev.headgate.client.http;

import dev.headgate.client.call.Origin;
import java.net.URI;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Where a redirect leads (RFC 9110, section 15.4). Only to http and https, never from https to
 * http; across origins without credentials. Stateless.
 */
final class Redirects {
  /** The most redirects of one request; the next one is the answer. */
  static final int MOST = 5;

  private static final int SEE_OTHER = 303;
  private static final Set<Integer> ANY_METHOD = Set.of(307, 308);
  private static final Set<Integer> POST_BECOMES_GET = Set.of(301, 302);

  private Redirects() {}

  /** The request to make instead; null if the response is no redirect that is followed. */
  static @Nullable HttpRequest next(
      HttpRequest request, int status, HttpHeaders fields, boolean bodyGone) {
    boolean redirect =
        status == SEE_OTHER || ANY_METHOD.contains(status) || POST_BECOMES_GET.contains(status);
    URI target = redirect ? target(request.uri(), fields) : null;
    if (target == null) {
      return null;
    }
    boolean post = request.method().equals("POST");
    boolean toGet =
        (status == SEE_OTHER && !request.method().equals("HEAD"))
            || (POST_BECOMES_GET.contains(status) && post);
    boolean needsBody = !toGet && request.bodyPublisher().isPresent();
    return needsBody && bodyGone ? null : build(request, target, toGet);
  }

  private static HttpRequest build(HttpRequest request, URI target, boolean toGet) {
    boolean sameOrigin = Origin.of(request.uri()).equals(Origin.of(target));
    HttpRequest.Builder next =
        HttpRequest.newBuilder(
            request,
            (name, value) ->
                (sameOrigin || !Credentials.isCredential(name)) && !(toGet && ofBody(name)));
    next.uri(target);
    if (toGet) {
      next.method("GET", BodyPublishers.noBody());
    }
    return next.build();
  }

  private static boolean ofBody(String field) {
    String name = field.toLowerCase(Locale.ROOT);
    return name.startsWith("content-") || name.equals("idempotency-key");
  }

  private static @Nullable URI target(URI from, HttpHeaders fields) {
    Optional<String> location = fields.firstValue("Location");
    if (location.isEmpty()) {
      return null;
    }
    try {
      URI target = from.resolve(location.get().strip());
      String scheme = target.getScheme() == null ? "" : target.getScheme().toLowerCase(Locale.ROOT);
      boolean downgrade = from.getScheme().equalsIgnoreCase("https") && scheme.equals("http");
      boolean http = scheme.equals("http") || scheme.equals("https");
      return http && !downgrade && target.getHost() != null ? target : null;
    } catch (IllegalArgumentException noUri) {
      return null;
    }
  }
}
