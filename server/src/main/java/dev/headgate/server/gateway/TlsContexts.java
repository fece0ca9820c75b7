package dev.headgate.server.gateway;

import io.netty.handler.ssl.ApplicationProtocolConfig;
import io.netty.handler.ssl.ApplicationProtocolConfig.Protocol;
import io.netty.handler.ssl.ApplicationProtocolConfig.SelectedListenerFailureBehavior;
import io.netty.handler.ssl.ApplicationProtocolConfig.SelectorFailureBehavior;
import io.netty.handler.ssl.ApplicationProtocolNames;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import javax.net.ssl.SSLException;

/** TLS for the client side: the JDK's provider, HTTP/2 or HTTP/1.1 by ALPN (RFC 7301). */
final class TlsContexts {

  private TlsContexts() {}

  /**
   * Reads the files.
   *
   * @throws IllegalArgumentException if they hold no certificate chain with its key
   */
  static SslContext server(GatewaySettings.Tls files) {
    try {
      return SslContextBuilder.forServer(files.certificates().toFile(), files.privateKey().toFile())
          .applicationProtocolConfig(
              new ApplicationProtocolConfig(
                  Protocol.ALPN,
                  SelectorFailureBehavior.NO_ADVERTISE,
                  SelectedListenerFailureBehavior.ACCEPT,
                  ApplicationProtocolNames.HTTP_2,
                  ApplicationProtocolNames.HTTP_1_1))
          .build();
    } catch (SSLException e) {
      throw new IllegalArgumentException(
          "tls: " + files.certificates() + " (expected: PEM certificates with their key)", e);
    }
  }
}
