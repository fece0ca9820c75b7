package dev.headgate.server.proxy;

import dev.headgate.server.scripts.Script;
import io.vertx.core.MultiMap;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Which fields are passed on. Those of one connection are not (RFC 9110, section 7.6.1), nor those
 * that speak to the proxy itself; framing is written anew on both sides. Stateless.
 */
final class PassedFields {
  /** Of one connection, named in Connection or not, and what the framing of each side says. */
  private static final Set<String> OF_CONNECTION =
      Set.of(
          "connection",
          "keep-alive",
          "proxy-connection",
          "te",
          "trailer",
          "transfer-encoding",
          "upgrade",
          "http2-settings",
          "content-length");

  private static final Set<String> OF_REQUEST =
      Set.of(
          "host",
          "expect",
          "proxy-authorization",
          "prefer",
          "via",
          Script.FIELD.toLowerCase(Locale.ROOT));

  /** They say what a body is, to the byte; a body that was rewritten is another one. */
  private static final Set<String> OF_BODY =
      Set.of("content-md5", "digest", "content-digest", "repr-digest", "accept-ranges");

  private static final String VIA = "1.1 headgate";

  private PassedFields() {}

  /** Copies the fields of a caller's request. */
  static void copy(MultiMap fields, Preference preference, HttpRequest.Builder to) {
    Set<String> named = named(fields.getAll("Connection"));
    for (Map.Entry<String, String> field : fields) {
      String name = field.getKey().toLowerCase(Locale.ROOT);
      boolean own = OF_CONNECTION.contains(name) || OF_REQUEST.contains(name);
      if (!own && !named.contains(name)) {
        to.header(field.getKey(), field.getValue());
      }
    }
    preference.others().forEach(other -> to.header("Prefer", other));
    fields.getAll("Via").forEach(via -> to.header("Via", via));
    to.header("Via", VIA);
  }

  /**
   * Copies the fields of a response, with links that lead to the proxy.
   *
   * @param rewritten whether its body is not what the upstream sent
   */
  static void copy(HttpHeaders fields, Links links, boolean rewritten, MultiMap to) {
    Set<String> named = named(fields.allValues("Connection"));
    fields
        .map()
        .forEach(
            (written, values) -> {
              String name = written.toLowerCase(Locale.ROOT);
              boolean gone = rewritten && OF_BODY.contains(name);
              boolean passed = !OF_CONNECTION.contains(name) && !named.contains(name);
              if (passed && !gone && !name.startsWith(":") && !name.equals("via")) {
                values.forEach(value -> to.add(written, links.inField(name, value)));
              }
            });
    fields.allValues("Via").forEach(via -> to.add("Via", via));
    to.add("Via", VIA);
  }

  /** The fields that Connection claims for this connection; never Authorization. */
  private static Set<String> named(List<String> connection) {
    Set<String> names = new HashSet<>();
    for (String line : connection) {
      for (String name : line.split(",", -1)) {
        names.add(name.strip().toLowerCase(Locale.ROOT));
      }
    }
    names.remove("authorization");
    return names;
  }
}
