package dev.headgate.server.gateway;

import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;

/** The responses that the gateway makes itself. */
final class Answers {
  private static final System.Logger LOG = System.getLogger(Answers.class.getName());

  private Answers() {}

  static FullHttpResponse problem(HttpResponseStatus status, String detail) {
    return Problem.of(status, detail).response();
  }

  /** The gatekeeper's answer; a field that would break the header section makes it a 500. */
  static FullHttpResponse of(Admission.Answer answer) {
    FullHttpResponse response =
        new DefaultFullHttpResponse(
            HttpVersion.HTTP_1_1,
            HttpResponseStatus.valueOf(answer.status()),
            Unpooled.wrappedBuffer(answer.body()));
    HttpHeaders headers = response.headers();
    try {
      answer.fields().forEach(field -> headers.add(field.name(), field.value()));
      if (!answer.contentType().isEmpty()) {
        headers.set(HttpHeaderNames.CONTENT_TYPE, answer.contentType());
      }
    } catch (IllegalArgumentException e) {
      return unfitFields(e);
    }
    headers.setInt(HttpHeaderNames.CONTENT_LENGTH, answer.body().length);
    return response;
  }

  static FullHttpResponse unfitFields(IllegalArgumentException cause) {
    LOG.log(System.Logger.Level.ERROR, "fields of the gatekeeper: {0}", cause.getMessage());
    return problem(HttpResponseStatus.INTERNAL_SERVER_ERROR, "admission: unfit fields");
  }

  /** A head without body in one piece, as the codecs want 1xx responses. */
  static FullHttpResponse bodyless(HttpResponse head) {
    FullHttpResponse whole =
        new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, head.status(), Unpooled.EMPTY_BUFFER);
    whole.headers().set(head.headers());
    return whole;
  }
}
