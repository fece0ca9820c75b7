package dev.headgate.server.proxy;

import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What the head of a request must be. Since a request is made anew from what was understood of it,
 * this is not what keeps two readers from reading it in two ways; it refuses those that somebody
 * before us could have read in another way (RFC 9112, sections 3.2, 6.1 and 11.2). Stateless.
 */
final class HeadRules {
  private static final Pattern AUTHORITY =
      Pattern.compile("([\\w.~!$&'()*+,;=%-]+|\\[[0-9a-fA-F:.]+])(:\\d{1,5})?");

  private HeadRules() {}

  /** What is wrong with it; null if nothing is. */
  static @Nullable Trouble check(HttpServerRequest request) {
    HttpMethod method = request.method();
    if (method.equals(HttpMethod.CONNECT) || method.equals(HttpMethod.TRACE)) {
      return Trouble.mistake(
          501, "method: " + method + " (expected: one that addresses a resource)");
    }
    MultiMap fields = request.headers();
    if (fields.size() > ProxySettings.FIELDS_MAX) {
      return Trouble.mistake(
          431, "fields: " + fields.size() + " (expected: <= " + ProxySettings.FIELDS_MAX + ")");
    }
    Trouble trouble = checkHost(request.version(), fields.getAll("Host"));
    return trouble == null ? checkFraming(fields) : trouble;
  }

  private static @Nullable Trouble checkHost(HttpVersion version, List<String> hosts) {
    if (hosts.isEmpty() && version.equals(HttpVersion.HTTP_1_0)) {
      return null;
    }
    if (hosts.size() != 1) {
      return Trouble.mistake(400, "host: " + hosts.size() + " times (expected: once)");
    }
    return AUTHORITY.matcher(hosts.getFirst()).matches()
        ? null
        : Trouble.mistake(400, "host: " + Trouble.shown(hosts.getFirst()) + " (expected: a name)");
  }

  private static @Nullable Trouble checkFraming(MultiMap fields) {
    List<String> codings = fields.getAll("Transfer-Encoding");
    boolean chunked = codings.size() == 1 && codings.getFirst().equalsIgnoreCase("chunked");
    if (!codings.isEmpty() && (!chunked || fields.contains("Content-Length"))) {
      return Trouble.mistake(
          400,
          "transfer-encoding: " + Trouble.shown(codings.toString()) + " (expected: chunked alone)");
    }
    List<String> lengths = fields.getAll("Content-Length");
    if (lengths.size() > 1 || lengths.stream().anyMatch(length -> !length.matches("\\d{1,18}"))) {
      return Trouble.mistake(
          400, "content-length: " + Trouble.shown(lengths.toString()) + " (expected: one number)");
    }
    String expected = fields.get("Expect");
    return expected == null || expected.equalsIgnoreCase("100-continue")
        ? null
        : Trouble.mistake(417, "expect: " + Trouble.shown(expected) + " (expected: 100-continue)");
  }
}
