package dev.headgate.server.gateway;

import io.netty.handler.codec.http.DefaultHttpRequest;
import io.netty.handler.codec.http.FullHttpMessage;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.handler.codec.http2.HttpConversionUtil.ExtensionHeaderNames;

/** Takes requests apart that a codec handed over in one piece: head and empty body go two ways. */
final class RequestParts {
  private static final ExtensionHeaderNames[] HTTP2_NAMES = ExtensionHeaderNames.values();

  private RequestParts() {}

  /** The head alone; on HTTP/2 without the fields that the codec adds and the caller did not. */
  static HttpRequest head(HttpRequest request, boolean http2) {
    HttpHeaders headers = request.headers();
    if (http2) {
      for (ExtensionHeaderNames name : HTTP2_NAMES) {
        headers.remove(name.text());
      }
    }
    if (!(request instanceof FullHttpMessage)) {
      return request;
    }
    HttpRequest head =
        new DefaultHttpRequest(request.protocolVersion(), request.method(), request.uri(), headers);
    head.setDecoderResult(request.decoderResult());
    return head;
  }

  /** The body alone; that of a request in one piece is empty. */
  static HttpContent body(HttpContent content) {
    if (content instanceof FullHttpMessage) {
      content.release();
      return LastHttpContent.EMPTY_LAST_CONTENT;
    }
    return content;
  }
}
