package dev.headgate.server.proxy;

import dev.headgate.server.scripts.ReportJson;
import dev.headgate.server.scripts.ScriptBook;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.SocketAddress;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.regex.Pattern;

/**
 * What scripts did, for this machine only: for its addresses, and asked under its names, so that a
 * page in a browser cannot read it by a name that leads here.
 */
final class ReportPage {
  private static final Pattern HERE =
      Pattern.compile("(localhost|127(\\.\\d{1,3}){3}|\\[::1])(:\\d+)?", Pattern.CASE_INSENSITIVE);

  private final ScriptBook book;

  ReportPage(ScriptBook book) {
    this.book = book;
  }

  boolean isAskedFor(HttpServerRequest request) {
    return request.uri().equals(ReportJson.PATH) && request.method().equals(HttpMethod.GET);
  }

  void answer(HttpServerRequest request) {
    boolean here = isHere(request);
    request
        .response()
        .setStatusCode(here ? 200 : 403)
        .putHeader("Content-Type", here ? "application/json" : Trouble.MEDIA_TYPE)
        .putHeader("Cache-Control", "no-store");
    byte[] body =
        here
            ? ReportJson.of(book.report(), book.standing())
            : Trouble.mistake(403, "report: from elsewhere (expected: from this machine)").body();
    var _ = request.response().end(Buffer.buffer(body));
  }

  private static boolean isHere(HttpServerRequest request) {
    String host = request.headers().get("Host");
    return host != null
        && HERE.matcher(host).matches()
        && isLoopback(request.connection().remoteAddress());
  }

  private static boolean isLoopback(SocketAddress peer) {
    if (peer.hostAddress() == null) {
      return false;
    }
    InetAddress address = new InetSocketAddress(peer.hostAddress(), 0).getAddress();
    return address != null && address.isLoopbackAddress();
  }
}
