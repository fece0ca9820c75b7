package dev.headgate.server.gateway;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpVersion;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Turns the upstream's response head, in place, into the one the caller is sent. */
final class ResponseEdits {

  private ResponseEdits() {}

  /** True if the length of the body is open to one reading only. */
  static boolean isFramed(HttpHeaders headers) {
    @Nullable String coding = headers.get(HttpHeaderNames.TRANSFER_ENCODING);
    return coding == null
        || (HttpHeaderValues.CHUNKED.contentEqualsIgnoreCase(coding)
            && headers.getAll(HttpHeaderNames.TRANSFER_ENCODING).size() == 1);
  }

  /** Removes what belonged to the upstream's hop and sets the gatekeeper's fields. */
  static void apply(HttpResponse response, List<Field> fields, String via) {
    HttpHeaders headers = response.headers();
    HopFields.removeFrom(headers);
    replace(headers, fields);
    ForwardedFields.addVia(headers, "1.1", via);
    response.setProtocolVersion(HttpVersion.HTTP_1_1);
  }

  /** Sets fields in place of those of the same names; one that is given twice stays twice. */
  static void replace(HttpHeaders headers, List<Field> fields) {
    for (int i = 0; i < fields.size(); i++) {
      headers.remove(fields.get(i).name());
    }
    for (int i = 0; i < fields.size(); i++) {
      headers.add(fields.get(i).name(), fields.get(i).value());
    }
  }

  /**
   * Chooses how the caller is told where the body ends.
   *
   * @return false if only the end of the connection can tell
   */
  static boolean frame(HttpResponse response, boolean bodyless, boolean callerKnowsChunks) {
    HttpHeaders headers = response.headers();
    if (bodyless || headers.contains(HttpHeaderNames.CONTENT_LENGTH)) {
      return true;
    }
    if (callerKnowsChunks) {
      headers.set(HttpHeaderNames.TRANSFER_ENCODING, HttpHeaderValues.CHUNKED);
      return true;
    }
    headers.remove(HttpHeaderNames.TRANSFER_ENCODING);
    return false;
  }

  /** Says what happens to the connection where the version's default says otherwise. */
  static void sayConnection(HttpResponse response, boolean keepOpen, boolean http10) {
    if (!keepOpen) {
      response.headers().set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
    } else if (http10) {
      response.headers().set(HttpHeaderNames.CONNECTION, HttpHeaderValues.KEEP_ALIVE);
    }
  }
}
