package dev.headgate.server.http;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpHeaders;
import java.security.cert.X509Certificate;
import java.util.List;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.jspecify.annotations.Nullable;

/** Says who sends a request: by key, else by client certificate. Safe for all threads. */
final class Doorkeeper {
  private static final CharSequence API_KEY = HttpHeaders.createOptimized("x-api-key");
  private static final String BEARER = "Bearer ";

  private final Access access;

  Doorkeeper(Access access) {
    this.access = access;
  }

  /** What is wrong with the rights of an exchange, or null where it has them. */
  @Nullable ApiProblem permit(Exchange exchange, Right right) {
    Principal known = identify(exchange);
    Principal anybody = access.anybody();
    if (known != null && known.may(right)) {
      exchange.principal(known);
      return null;
    }
    if (anybody != null && anybody.may(right)) {
      exchange.principal(anybody);
      return null;
    }
    return known == null ? Problems.unauthenticated() : Problems.notPermitted(right);
  }

  /** The principal of an exchange, or null where nobody is known. */
  private @Nullable Principal identify(Exchange exchange) {
    Principal byKey = access.byKey(key(exchange));
    if (byKey != null) {
      return byKey;
    }
    HttpConnection connection = exchange.request().connection();
    return connection.isSsl() ? bySubject(connection) : null;
  }

  private static @Nullable String key(Exchange exchange) {
    String key = exchange.header(API_KEY);
    if (key != null) {
      return key;
    }
    String authorization = exchange.header(HttpHeaders.AUTHORIZATION);
    if (authorization == null
        || !authorization.regionMatches(true, 0, BEARER, 0, BEARER.length())) {
      return null;
    }
    return authorization.substring(BEARER.length()).strip();
  }

  private @Nullable Principal bySubject(HttpConnection connection) {
    try {
      List<java.security.cert.Certificate> chain = connection.peerCertificates();
      return !chain.isEmpty() && chain.getFirst() instanceof X509Certificate certificate
          ? access.bySubject(certificate.getSubjectX500Principal().getName())
          : null;
    } catch (SSLPeerUnverifiedException none) {
      return null;
    }
  }

  /** Checks the head of a request: media type, encoding and length of its body. */
  static @Nullable ApiProblem checkHead(Exchange exchange, int bodyMax) {
    String type = exchange.header(HttpHeaders.CONTENT_TYPE);
    if (type == null || !isJson(type)) {
      return Problems.mediaType(type == null ? "none" : type);
    }
    String encoding = exchange.header(HttpHeaders.CONTENT_ENCODING);
    if (encoding != null && !encoding.equalsIgnoreCase("identity")) {
      return Problems.encoding(encoding);
    }
    String length = exchange.header(HttpHeaders.CONTENT_LENGTH);
    return length != null && isAbove(length, bodyMax) ? Problems.bodyTooLarge(bodyMax) : null;
  }

  private static boolean isJson(String type) {
    int end = type.indexOf(';');
    String essence = (end < 0 ? type : type.substring(0, end)).strip();
    return essence.equalsIgnoreCase("application/json");
  }

  /** The codec below has checked that a length is digits. */
  private static boolean isAbove(String length, int most) {
    return length.length() > 10 || Long.parseLong(length) > most;
  }

  static Buffer utf8(String text) {
    return Buffer.buffer(text.getBytes(java.nio.charset.StandardCharsets.UTF_8));
  }
}
