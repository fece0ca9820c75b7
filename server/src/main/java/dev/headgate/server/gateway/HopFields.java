package dev.headgate.server.gateway;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.util.AsciiString;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The fields that belong to one connection and are not passed on (RFC 9110 section 7.6.1): those
 * that Connection names, and those that older senders do not name there. Transfer-Encoding is left
 * in place, since after the checks it can only be {@code chunked}, which is what both sides write.
 */
final class HopFields {
  private static final AsciiString PROXY_CONNECTION = AsciiString.cached("proxy-connection");
  private static final AsciiString KEEP_ALIVE = AsciiString.cached("keep-alive");
  private static final AsciiString HTTP2_SETTINGS = AsciiString.cached("http2-settings");

  /** Fields for every recipient: a Connection that names them would hide them (section 7.6.1). */
  private static final Set<String> END_TO_END = Set.of("host", "content-length", "authorization");

  private HopFields() {}

  /** The name of an end-to-end field that Connection claims for the hop, or null. */
  static @Nullable String misnamed(HttpHeaders headers) {
    @Nullable String connection = headers.get(HttpHeaderNames.CONNECTION);
    if (connection == null || isPlain(connection)) {
      return null;
    }
    for (String value : headers.getAll(HttpHeaderNames.CONNECTION)) {
      for (String option : value.split(",", -1)) {
        String name = option.strip().toLowerCase(Locale.ROOT);
        if (END_TO_END.contains(name)) {
          return name;
        }
      }
    }
    return null;
  }

  static void removeFrom(HttpHeaders headers) {
    @Nullable String connection = headers.get(HttpHeaderNames.CONNECTION);
    if (connection != null) {
      removeNamed(headers);
      headers.remove(HttpHeaderNames.CONNECTION);
    }
    headers.remove(KEEP_ALIVE);
    headers.remove(PROXY_CONNECTION);
    headers.remove(HttpHeaderNames.UPGRADE);
  }

  static void removeFromRequest(HttpHeaders headers) {
    boolean trailers = headers.containsValue(HttpHeaderNames.TE, "trailers", true);
    removeFrom(headers);
    headers.remove(HTTP2_SETTINGS);
    headers.remove(HttpHeaderNames.PROXY_AUTHORIZATION);
    headers.remove(HttpHeaderNames.TE);
    if (trailers) {
      headers.set(HttpHeaderNames.TE, "trailers").set(HttpHeaderNames.CONNECTION, "te");
    }
  }

  private static void removeNamed(HttpHeaders headers) {
    List<String> values = headers.getAll(HttpHeaderNames.CONNECTION);
    for (int i = 0; i < values.size(); i++) {
      if (isPlain(values.get(i))) {
        continue;
      }
      for (String option : values.get(i).split(",", -1)) {
        String name = option.strip();
        if (!name.isEmpty() && !name.equalsIgnoreCase("transfer-encoding")) {
          headers.remove(name);
        }
      }
    }
  }

  private static boolean isPlain(String connection) {
    return connection.equalsIgnoreCase("keep-alive") || connection.equalsIgnoreCase("close");
  }
}
