package dev.headgate.server.gateway;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a request head must be before anybody is asked about it. A head that two readers could frame
 * or route differently is refused (RFC 9112 sections 3, 6 and 11.2), whatever the codec let pass.
 */
final class RequestRules {
  private final GatewaySettings.Sizes sizes;

  RequestRules(GatewaySettings.Sizes sizes) {
    this.sizes = sizes;
  }

  /** What is wrong with the head, or null; an absolute-form target becomes origin-form. */
  @Nullable Problem check(HttpRequest request, boolean http2) {
    if (request.decoderResult().isFailure()) {
      return undecodable(request.decoderResult().cause());
    }
    HttpVersion version = request.protocolVersion();
    if (!version.equals(HttpVersion.HTTP_1_1) && !version.equals(HttpVersion.HTTP_1_0)) {
      return Problem.of(
          HttpResponseStatus.HTTP_VERSION_NOT_SUPPORTED,
          "version: " + Problem.shown(version.text()) + " (expected: HTTP/1.1 or HTTP/1.0)");
    }
    HttpMethod method = request.method();
    if (method.equals(HttpMethod.CONNECT) || method.equals(HttpMethod.TRACE)) {
      return Problem.of(
          HttpResponseStatus.NOT_IMPLEMENTED,
          "method: " + method.name() + " (expected: a method that addresses a resource)");
    }
    @Nullable Problem problem = checkFields(request, http2);
    return problem != null ? problem : TargetRules.check(request);
  }

  private @Nullable Problem checkFields(HttpRequest request, boolean http2) {
    HttpHeaders headers = request.headers();
    if (headers.size() > sizes.headerFieldsMax()) {
      return Problem.of(
          HttpResponseStatus.REQUEST_HEADER_FIELDS_TOO_LARGE,
          "fields: " + headers.size() + " (expected: at most " + sizes.headerFieldsMax() + ")");
    }
    @Nullable String misnamed = HopFields.misnamed(headers);
    if (misnamed != null) {
      return Problem.badRequest(
          "connection: " + misnamed + " (expected: names of hop-by-hop fields)");
    }
    @Nullable Problem problem = checkLength(headers);
    if (problem == null && !http2) {
      problem = checkTransferEncoding(headers);
    }
    return problem != null ? problem : checkExpect(headers);
  }

  private @Nullable Problem checkLength(HttpHeaders headers) {
    @Nullable String length = headers.get(HttpHeaderNames.CONTENT_LENGTH);
    if (length == null) {
      return null;
    }
    if (headers.getAll(HttpHeaderNames.CONTENT_LENGTH).size() > 1 || !isNumber(length)) {
      return Problem.badRequest(
          "content-length: " + Problem.shown(length) + " (expected: one number, once)");
    }
    if (Long.parseLong(length) > sizes.bodyBytesMax()) {
      return tooLarge(length);
    }
    return null;
  }

  /** Up to 18 digits, so that the number fits a long with room to spare. */
  private static boolean isNumber(String text) {
    if (text.isEmpty() || text.length() > 18) {
      return false;
    }
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) < '0' || text.charAt(i) > '9') {
        return false;
      }
    }
    return true;
  }

  Problem tooLarge(String length) {
    return Problem.of(
        HttpResponseStatus.REQUEST_ENTITY_TOO_LARGE,
        "body bytes: " + length + " (expected: at most " + sizes.bodyBytesMax() + ")");
  }

  private static @Nullable Problem checkTransferEncoding(HttpHeaders headers) {
    @Nullable String coding = headers.get(HttpHeaderNames.TRANSFER_ENCODING);
    if (coding == null) {
      return null;
    }
    boolean once = headers.getAll(HttpHeaderNames.TRANSFER_ENCODING).size() == 1;
    if (once && HttpHeaderValues.CHUNKED.contentEqualsIgnoreCase(coding)) {
      return null;
    }
    return Problem.badRequest(
        "transfer-encoding: " + Problem.shown(coding) + " (expected: chunked, once)");
  }

  private static @Nullable Problem checkExpect(HttpHeaders headers) {
    List<String> values = headers.getAll(HttpHeaderNames.EXPECT);
    if (values.isEmpty()
        || (values.size() == 1
            && HttpHeaderValues.CONTINUE.contentEqualsIgnoreCase(values.get(0)))) {
      return null;
    }
    return Problem.of(
        HttpResponseStatus.EXPECTATION_FAILED,
        "expect: " + Problem.shown(values.get(0)) + " (expected: 100-continue)");
  }

  private Problem undecodable(Throwable cause) {
    return switch (cause) {
      case TooLongHttpLineException e ->
          Problem.of(
              HttpResponseStatus.REQUEST_URI_TOO_LONG,
              "request line: longer (expected: at most " + sizes.requestLineBytesMax() + " bytes)");
      case TooLongHttpHeaderException e ->
          Problem.of(
              HttpResponseStatus.REQUEST_HEADER_FIELDS_TOO_LARGE,
              "header bytes: more (expected: at most " + sizes.headerBytesMax() + ")");
      default -> malformed();
    };
  }

  /** One text for all: the codec's own texts may repeat field values. */
  static Problem malformed() {
    return Problem.badRequest("request: malformed (expected: the grammar of RFC 9112)");
  }
}
