package dev.headgate.server.gateway;

import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import java.nio.charset.StandardCharsets;
import java.util.function.IntFunction;

/**
 * An error of the gateway itself, sent as {@code application/problem+json} (RFC 9457).
 *
 * @param detail what was found and what was expected
 */
record Problem(HttpResponseStatus status, String detail) {
  private static final int SHOWN_MAX = 80;

  static Problem of(HttpResponseStatus status, String detail) {
    return new Problem(status, detail);
  }

  static Problem badRequest(String detail) {
    return new Problem(HttpResponseStatus.BAD_REQUEST, detail);
  }

  /** A value of the caller for a detail: cut to a bounded length. */
  static String shown(String value) {
    return value.length() <= SHOWN_MAX ? value : value.substring(0, SHOWN_MAX) + "...";
  }

  FullHttpResponse response() {
    byte[] body = json().getBytes(StandardCharsets.UTF_8);
    FullHttpResponse response =
        new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, status, Unpooled.wrappedBuffer(body));
    response
        .headers()
        .set(HttpHeaderNames.CONTENT_TYPE, "application/problem+json")
        .setInt(HttpHeaderNames.CONTENT_LENGTH, body.length);
    return response;
  }

  String json() {
    return "{\"type\":\"about:blank\",\"title\":\""
        + status.reasonPhrase()
        + "\",\"status\":"
        + status.code()
        + ",\"detail\":\""
        + escaped(detail)
        + "\"}";
  }

  /** Escapes by RFC 8259 section 7; everything outside printable ASCII becomes a number. */
  private static String escaped(String text) {
    IntFunction<String> escape =
        c ->
            switch (c) {
              case '"' -> "\\\"";
              case '\\' -> "\\\\";
              default -> c < 0x20 || c > 0x7e ? "\\u%04x".formatted(c) : String.valueOf((char) c);
            };
    StringBuilder out = new StringBuilder(text.length() + 16);
    text.chars().mapToObj(escape).forEach(out::append);
    return out.toString();
  }
}
