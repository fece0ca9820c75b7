package dev.headgate.server.proxy;

import io.vertx.core.http.HttpMethod;
import java.net.http.HttpResponse.ResponseInfo;
import java.util.Locale;

/** Which responses have a body in which links are looked for. Stateless. */
final class JsonBodies {
  private static final int NO_CONTENT = 204;
  private static final int PARTIAL = 206;
  private static final int NOT_MODIFIED = 304;

  private JsonBodies() {}

  /** Whether a response has no body, whatever its fields say (RFC 9110, section 6.4.1). */
  static boolean hasNone(int status, HttpMethod method) {
    return method.equals(HttpMethod.HEAD)
        || status == NO_CONTENT
        || status == NOT_MODIFIED
        || status < 200;
  }

  /** Whole JSON that is not packed; a part of a document cannot be read. */
  static boolean isRewritten(
      ResponseInfo response, HttpMethod method, ProxySettings.Bodies bodies) {
    int status = response.statusCode();
    if (bodies.members().isEmpty() || hasNone(status, method) || status == PARTIAL) {
      return false;
    }
    String type = response.headers().firstValue("Content-Type").orElse("");
    int end = type.indexOf(';');
    String essence = (end < 0 ? type : type.substring(0, end)).strip().toLowerCase(Locale.ROOT);
    String coding = response.headers().firstValue("Content-Encoding").orElse("identity");
    boolean json = essence.equals("application/json") || essence.endsWith("+json");
    return json && coding.strip().equalsIgnoreCase("identity");
  }
}
