package dev.headgate.server.gateway;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.util.AsciiString;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The fields that tell the upstream how a request came: X-Forwarded-For, -Proto, -Host, and Via
 * (RFC 9110 section 7.6.3). What an untrusted peer says about the way is dropped first.
 */
final class ForwardedFields {
  static final AsciiString FOR = AsciiString.cached("x-forwarded-for");
  static final AsciiString PROTO = AsciiString.cached("x-forwarded-proto");
  static final AsciiString HOST = AsciiString.cached("x-forwarded-host");

  /** Further fields that upstreams believe about the way, and that only trusted peers may set. */
  private static final List<AsciiString> CLAIMS =
      List.of(
          AsciiString.cached("forwarded"),
          AsciiString.cached("x-real-ip"),
          AsciiString.cached("x-forwarded-port"),
          AsciiString.cached("x-forwarded-prefix"));

  private ForwardedFields() {}

  static void set(HttpHeaders headers, Peer peer) {
    @Nullable String host = headers.get(HttpHeaderNames.HOST);
    if (peer.trusted()) {
      append(headers, peer);
    } else {
      replace(headers, peer, host);
    }
  }

  private static void append(HttpHeaders headers, Peer peer) {
    List<String> before = headers.getAll(FOR);
    String way = before.isEmpty() ? peer.text() : String.join(", ", before) + ", " + peer.text();
    headers.set(FOR, way);
    if (!headers.contains(PROTO)) {
      headers.set(PROTO, proto(peer));
    }
    @Nullable String host = headers.get(HttpHeaderNames.HOST);
    if (host != null && !headers.contains(HOST)) {
      headers.set(HOST, host);
    }
  }

  private static void replace(HttpHeaders headers, Peer peer, @Nullable String host) {
    for (int i = 0; i < CLAIMS.size(); i++) {
      headers.remove(CLAIMS.get(i));
    }
    headers.set(FOR, peer.text());
    headers.set(PROTO, proto(peer));
    if (host == null) {
      headers.remove(HOST);
    } else {
      headers.set(HOST, host);
    }
  }

  private static String proto(Peer peer) {
    return peer.secure() ? "https" : "http";
  }

  /** Adds this hop to Via, unless the settings name none. */
  static void addVia(HttpHeaders headers, String receivedVersion, String via) {
    if (!via.isEmpty()) {
      headers.add(HttpHeaderNames.VIA, receivedVersion + " " + via);
    }
  }
}
