package dev.headgate.server.http;

import io.vertx.core.http.ClientAuth;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.net.PemKeyCertOptions;
import io.vertx.core.net.PemTrustOptions;
import io.vertx.core.net.SocketAddress;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.concurrent.TimeUnit;

/** Turns settings into those of the socket. */
final class Listening {
  private static final int LINE_MAX = 8_192;

  private Listening() {}

  /**
   * One event loop alone touches a request, there are no web sockets, and only reading is timed: so
   * no answer needs a promise or a lock of its own, which together took a seventh of its time.
   */
  static HttpServerOptions options(ApiSettings settings) {
    HttpServerOptions options =
        new HttpServerOptions()
            .setReadIdleTimeout(settings.waits().idle())
            .setIdleTimeoutUnit(TimeUnit.MILLISECONDS)
            .setStrictThreadMode(true)
            .setPerFrameWebSocketCompressionSupported(false)
            .setPerMessageWebSocketCompressionSupported(false)
            .setMaxInitialLineLength(LINE_MAX)
            .setMaxHeaderSize(settings.bounds().headMax())
            .setHandle100ContinueAutomatically(false)
            .setTcpNoDelay(true);
    ApiSettings.Tls tls = settings.tls();
    return tls == null ? options : secured(options, tls);
  }

  /** Where all event loops of one API listen together. */
  static SocketAddress address(ApiSettings.Listen listen) {
    return listen.port() == 0
        ? SocketAddress.sharedRandomPort(1, listen.host())
        : SocketAddress.inetSocketAddress(listen.port(), listen.host());
  }

  private static HttpServerOptions secured(HttpServerOptions options, ApiSettings.Tls tls) {
    options
        .setSsl(true)
        .setUseAlpn(true)
        .setKeyCertOptions(
            new PemKeyCertOptions()
                .addCertPath(tls.certificate().toString())
                .addKeyPath(tls.key().toString()));
    if (tls.clientIssuers() != null) {
      options
          .setClientAuth(ClientAuth.REQUEST)
          .setTrustOptions(new PemTrustOptions().addCertPath(tls.clientIssuers().toString()));
    }
    return options;
  }

  /** Refuses to let everybody in where others than this machine could come. */
  static void checkExposure(ApiSettings settings, Access access) {
    String host = settings.listen().host();
    if (access.isOpen() && !isLoopback(host)) {
      throw new IllegalArgumentException(
          "host: " + host + " without keys (expected: a loopback address, or keys)");
    }
  }

  private static boolean isLoopback(String host) {
    try {
      return InetAddress.getByName(host).isLoopbackAddress();
    } catch (UnknownHostException unknown) {
      throw new IllegalArgumentException("host: " + host + " (expected: an address)", unknown);
    }
  }
}
