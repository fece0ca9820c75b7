package dev.headgate.client.call;

import java.net.URI;
import java.util.Locale;

/**
 * Where a request goes: scheme, host and port (RFC 6454). Two are equal exactly if a browser would
 * call them the same origin.
 *
 * @param text {@code https://api.example.org:443}, in lower case, always with its port
 */
public record Origin(String text) {
  private static final int HTTPS = 443;
  private static final int HTTP = 80;

  /**
   * The origin of an absolute URI.
   *
   * @throws IllegalArgumentException if the URI is not of HTTP or names no host
   */
  public static Origin of(URI uri) {
    String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
    String host = uri.getHost();
    if (host == null || !(scheme.equals("http") || scheme.equals("https"))) {
      throw new IllegalArgumentException("uri: no origin (expected: http or https with a host)");
    }
    int port = uri.getPort() >= 0 ? uri.getPort() : scheme.equals("https") ? HTTPS : HTTP;
    return new Origin(scheme + "://" + host.toLowerCase(Locale.ROOT) + ":" + port);
  }

  @Override
  public String toString() {
    return text;
  }
}
