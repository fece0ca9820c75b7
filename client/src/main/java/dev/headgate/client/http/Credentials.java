package dev.headgate.client.http;

import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Which fields of a request say who calls. Stateless. */
final class Credentials {
  private static final Set<String> FIELDS =
      Set.of(
          "authorization",
          "cookie",
          "proxy-authorization",
          "x-api-key",
          "api-key",
          "x-auth-token",
          "x-shopify-access-token",
          "x-riot-token");

  private static final int DIGEST_BYTES = 12;

  private Credentials() {}

  /** Whether a field is for one origin only. */
  static boolean isCredential(String field) {
    return FIELDS.contains(field.toLowerCase(Locale.ROOT));
  }

  /** A digest of all credentials of a request; empty if it has none. */
  static String digest(HttpRequest request) {
    HttpHeaders fields = request.headers();
    MessageDigest digest = null;
    for (String name : FIELDS.stream().sorted().toList()) {
      List<String> values = fields.allValues(name);
      if (!values.isEmpty()) {
        digest = digest == null ? sha256() : digest;
        digest.update((name + values).getBytes(StandardCharsets.UTF_8));
      }
    }
    return digest == null ? "" : HexFormat.of().formatHex(digest.digest(), 0, DIGEST_BYTES);
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every Java platform has SHA-256", e);
    }
  }
}
