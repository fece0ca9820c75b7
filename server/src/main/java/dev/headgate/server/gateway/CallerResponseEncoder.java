package dev.headgate.server.gateway;

import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseEncoder;

/** Netty's response encoder, told by its client connection which response answers a HEAD. */
final class CallerResponseEncoder extends HttpResponseEncoder {
  private boolean headOnly;

  /** Says whether the next final response must have no body whatever its fields say. */
  void headOnly(boolean value) {
    headOnly = value;
  }

  @Override
  protected boolean isContentAlwaysEmpty(HttpResponse response) {
    return headOnly || super.isContentAlwaysEmpty(response);
  }
}
