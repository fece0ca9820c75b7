package dev.headgate.server.gateway;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpVersion;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Turns the caller's request head, in place, into the one the upstream is sent. */
final class UpstreamEdits {
  private final GatewaySettings settings;
  private final String upstreamHost;

  UpstreamEdits(GatewaySettings settings) {
    this.settings = settings;
    GatewaySettings.Addresses addresses = settings.addresses();
    this.upstreamHost = addresses.upstreamHost() + ":" + addresses.upstreamPort();
  }

  /**
   * Edits the head.
   *
   * @throws IllegalArgumentException if a field of the admission is not fit for a header
   */
  void apply(HttpRequest request, Admission.Forward forward, ClientSide client) {
    HttpHeaders headers = request.headers();
    @Nullable String upgrade = client.http2() ? null : upgrade(request);
    HopFields.removeFromRequest(headers);
    if (upgrade != null) {
      headers.set(HttpHeaderNames.CONNECTION, HttpHeaderValues.UPGRADE);
      headers.set(HttpHeaderNames.UPGRADE, upgrade);
    }
    ForwardedFields.set(headers, client.peer());
    ForwardedFields.addVia(headers, receivedVersion(request, client), settings.forwarding().via());
    if (!settings.forwarding().hostKept() || !headers.contains(HttpHeaderNames.HOST)) {
      headers.set(HttpHeaderNames.HOST, upstreamHost);
    }
    for (String name : forward.upstreamRemoved()) {
      headers.remove(name);
    }
    for (Field field : forward.upstreamAdded()) {
      headers.add(field.name(), field.value());
    }
    request.setProtocolVersion(HttpVersion.HTTP_1_1);
  }

  private static String receivedVersion(HttpRequest request, ClientSide client) {
    return client.http2() ? "2" : request.protocolVersion().text().substring("HTTP/".length());
  }

  /** The protocol a request may change to, or null; a request with a body may not. */
  private @Nullable String upgrade(HttpRequest request) {
    HttpHeaders headers = request.headers();
    @Nullable String protocol = headers.get(HttpHeaderNames.UPGRADE);
    if (protocol == null || !request.method().equals(HttpMethod.GET)) {
      return null;
    }
    List<String> allowed = settings.forwarding().upgrades();
    boolean bodyless =
        !headers.contains(HttpHeaderNames.CONTENT_LENGTH)
            && !headers.contains(HttpHeaderNames.TRANSFER_ENCODING);
    boolean asked =
        headers.containsValue(HttpHeaderNames.CONNECTION, HttpHeaderValues.UPGRADE, true);
    boolean current = request.protocolVersion().equals(HttpVersion.HTTP_1_1);
    return bodyless && asked && current && allowed.contains(protocol.toLowerCase(Locale.ROOT))
        ? protocol
        : null;
  }

  /** Whether doing it twice is doing it once (RFC 9110 section 9.2.2). */
  static boolean isIdempotent(HttpRequest request) {
    return switch (request.method().name()) {
      case "GET", "HEAD", "OPTIONS", "PUT", "DELETE" -> true;
      default -> false;
    };
  }

  static boolean isUpgrade(HttpRequest edited) {
    return edited.headers().contains(HttpHeaderNames.UPGRADE);
  }
}
