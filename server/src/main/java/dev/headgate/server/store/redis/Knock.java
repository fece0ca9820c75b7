package dev.headgate.server.store.redis;

import io.lettuce.core.RedisURI;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;

/**
 * Finds out what listens where a client was not let in, so that it can be said what the URL should
 * be. Waits for at most a second; for one thread.
 */
final class Knock {
  private static final int WAIT_MILLIS = 1_000;
  private static final byte[] PING = "PING\r\n".getBytes(StandardCharsets.US_ASCII);

  private boolean certificateSeen;

  private Knock() {}

  /** Whether somebody answers there as Redis does without TLS. */
  static boolean isPlain(RedisURI place) {
    try (Socket socket = connected(place)) {
      socket.getOutputStream().write(PING);
      int first = socket.getInputStream().read();
      return first == '+' || first == '-';
    } catch (IOException nobody) {
      return false;
    }
  }

  /** Whether somebody shows a certificate there. */
  static boolean isSecured(RedisURI place) {
    Knock knock = new Knock();
    try (Socket socket = connected(place)) {
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, new TrustManager[] {knock.new Curious()}, null);
      try (SSLSocket over =
          (SSLSocket)
              context
                  .getSocketFactory()
                  .createSocket(socket, place.getHost(), place.getPort(), true)) {
        over.startHandshake();
      }
    } catch (IOException | GeneralSecurityException over) {
      // Nobody is trusted; what counts is how far it came.
    }
    return knock.certificateSeen;
  }

  private static Socket connected(RedisURI place) throws IOException {
    Socket socket = new Socket();
    try {
      socket.setSoTimeout(WAIT_MILLIS);
      socket.connect(new InetSocketAddress(place.getHost(), place.getPort()), WAIT_MILLIS);
      return socket;
    } catch (IOException failed) {
      socket.close();
      throw failed;
    }
  }

  /** Looks whether there is a certificate, and trusts none. */
  private final class Curious implements X509TrustManager {
    @Override
    public void checkServerTrusted(X509Certificate[] chain, String kind)
        throws CertificateException {
      certificateSeen = true;
      throw new CertificateException("not trusted");
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String kind)
        throws CertificateException {
      throw new CertificateException("not trusted");
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
      return new X509Certificate[0];
    }
  }
}
