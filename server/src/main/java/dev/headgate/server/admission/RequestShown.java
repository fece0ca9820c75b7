package dev.headgate.server.admission;

import dev.headgate.server.gateway.GatewayRequest;
import dev.headgate.server.registry.Shown;
import org.jspecify.annotations.Nullable;

/** What a request at the gateway shows of its caller. */
record RequestShown(GatewayRequest request) implements Shown {
  @Override
  public @Nullable String field(String name) {
    return request.field(name);
  }

  @Override
  public int count(String name) {
    return request.fields(name).size();
  }

  @Override
  public String host() {
    return request.host();
  }

  @Override
  public String path() {
    return request.path();
  }

  @Override
  public boolean peerTrusted() {
    return request.peerTrusted();
  }
}
