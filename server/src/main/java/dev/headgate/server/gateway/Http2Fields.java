package dev.headgate.server.gateway;

import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http2.HttpConversionUtil.ExtensionHeaderNames;

/** The fields that the HTTP/2 codec adds when it writes a request as HTTP/1.1: not the caller's. */
final class Http2Fields {
  private static final ExtensionHeaderNames[] NAMES = ExtensionHeaderNames.values();

  private Http2Fields() {}

  static void removeFrom(HttpHeaders headers) {
    for (ExtensionHeaderNames name : NAMES) {
      headers.remove(name.text());
    }
  }
}
