package dev.headgate.server.proxy;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Where the upstream is: an origin, and perhaps a path under which everything stands. Turns targets
 * into its URIs and links to it into links to the proxy. Immutable.
 */
public final class UpstreamAddress {
  /** What may stand in a target besides letters and digits (RFC 3986, section 3.3 and 3.4). */
  private static final String PLAIN = "-._~!$&'()*+,;=:@/?";

  private static final HexFormat HEX = HexFormat.of().withUpperCase();

  private final String base;
  private final String path;
  private final List<String> prefixes;

  private UpstreamAddress(String base, String path, List<String> prefixes) {
    this.base = base;
    this.path = path;
    this.prefixes = prefixes;
  }

  /**
   * The upstream at a URL.
   *
   * @throws IllegalArgumentException if it is not http or https, or has more than origin and path
   */
  public static UpstreamAddress of(String url) {
    URI uri = uri(url);
    String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
    boolean http = scheme.equals("http") || scheme.equals("https");
    if (!http || uri.getHost() == null || uri.getUserInfo() != null) {
      throw refused(url);
    }
    if (uri.getRawQuery() != null || uri.getRawFragment() != null) {
      throw refused(url);
    }
    String origin = scheme + "://" + uri.getHost().toLowerCase(Locale.ROOT);
    int usual = scheme.equals("https") ? 443 : 80;
    String path = uri.getRawPath().replaceAll("/+$", "");
    List<String> prefixes = new ArrayList<>();
    if (uri.getPort() < 0 || uri.getPort() == usual) {
      prefixes.add(origin + path);
      prefixes.add(origin + ":" + usual + path);
    } else {
      prefixes.add(origin + ":" + uri.getPort() + path);
    }
    return new UpstreamAddress(prefixes.getFirst(), path, List.copyOf(prefixes));
  }

  private static URI uri(String url) {
    try {
      return URI.create(url);
    } catch (IllegalArgumentException noUri) {
      throw refused(url);
    }
  }

  private static IllegalArgumentException refused(String url) {
    String shown = url.length() > 80 ? url.substring(0, 80) + "..." : url;
    return new IllegalArgumentException(
        "upstream: "
            + shown.replaceAll("//[^@/]*@", "//")
            + " (expected: http or https, a host, perhaps a path)");
  }

  /** Without a slash at its end. */
  public String text() {
    return base;
  }

  /** The ways in which a link may begin that leads to the upstream; lower case but for the path. */
  List<String> prefixes() {
    return prefixes;
  }

  /**
   * The URI of a target; characters that a URI cannot hold are percent-encoded.
   *
   * @param target path and query, beginning with a slash
   */
  URI resolve(String target) {
    return URI.create(base + encoded(target));
  }

  /**
   * The target of a request that names the whole URI (RFC 9112, section 3.2.2); null if it is none
   * of the upstream's.
   */
  @Nullable String targetOf(String absolute) {
    String rest = rest(absolute);
    return rest == null ? null : rest.startsWith("/") ? rest : "/" + rest;
  }

  /** A link as the caller of the proxy must have it: to the proxy if it led to the upstream. */
  String toProxy(String link, String proxy) {
    String rest = rest(link);
    if (rest != null) {
      return proxy + rest;
    }
    boolean local = link.startsWith("/") && !link.startsWith("//");
    return local && !path.isEmpty() && isBelow(link) ? withoutPath(link) : link;
  }

  private boolean isBelow(String link) {
    return link.startsWith(path) && endsOrigin(link, path.length());
  }

  private String withoutPath(String link) {
    String rest = link.substring(path.length());
    return rest.startsWith("/") ? rest : "/" + rest;
  }

  /** What follows the upstream's address in a link; null if it leads elsewhere. */
  private @Nullable String rest(String link) {
    for (String prefix : prefixes) {
      int origin = prefix.length() - path.length();
      if (link.regionMatches(true, 0, prefix, 0, origin)
          && link.startsWith(path, origin)
          && endsOrigin(link, prefix.length())) {
        return link.substring(prefix.length());
      }
    }
    return null;
  }

  private static boolean endsOrigin(String link, int at) {
    return at == link.length() || "/?#".indexOf(link.charAt(at)) >= 0;
  }

  private static String encoded(String target) {
    StringBuilder encoded = new StringBuilder(target.length() + 16);
    boolean query = false;
    for (int i = 0; i < target.length(); i++) {
      char c = target.charAt(i);
      if (isPlain(c) || (c == '%' && isEncoded(target, i)) || (query && (c == '[' || c == ']'))) {
        encoded.append(c);
      } else {
        encode(c, encoded);
      }
      query |= c == '?';
    }
    return encoded.toString();
  }

  private static boolean isPlain(char c) {
    boolean word = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    return word || PLAIN.indexOf(c) >= 0;
  }

  private static boolean isEncoded(String text, int at) {
    return at + 2 < text.length()
        && HexFormat.isHexDigit(text.charAt(at + 1))
        && HexFormat.isHexDigit(text.charAt(at + 2));
  }

  /** The codec reads targets as ISO 8859-1, so that a byte is a character here. */
  private static void encode(char c, StringBuilder to) {
    for (byte part : String.valueOf(c).getBytes(StandardCharsets.ISO_8859_1)) {
      to.append('%').append(HEX.toHexDigits(part));
    }
  }
}
