package dev.headgate.server.gateway;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpRequest;
import java.net.InetAddress;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A request of the codec as the gatekeeper sees it; copies nothing. */
record RequestView(HttpRequest request, String target, ClientSide client, long instantMicros)
    implements GatewayRequest {

  @Override
  public String method() {
    return request.method().name();
  }

  @Override
  public String path() {
    String origin = request.uri();
    int query = origin.indexOf('?');
    return query < 0 ? origin : origin.substring(0, query);
  }

  @Override
  public String host() {
    @Nullable String host = field(HttpHeaderNames.HOST.toString());
    return host == null ? "" : host;
  }

  @Override
  public String version() {
    return client.http2() ? "HTTP/2" : request.protocolVersion().text();
  }

  @Override
  public boolean secure() {
    return client.peer().secure();
  }

  @Override
  public @Nullable String field(String name) {
    return request.headers().get(name);
  }

  @Override
  public List<String> fields(String name) {
    return request.headers().getAll(name);
  }

  @Override
  public InetAddress clientAddress() {
    return client.peer().clientAddress(request.headers(), client.lane().settings().forwarding());
  }

  @Override
  public boolean peerTrusted() {
    return client.peer().trusted();
  }
}
