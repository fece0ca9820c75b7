package dev.headgate.simulator.report;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * The names of callers as a report shows them: as they are, or the first 48 bits of HMAC-SHA-256
 * (RFC 2104) under a key, so that whoever has the key finds the same names in every report, and
 * nobody else any. For one thread.
 */
public final class Names {
  /** The shortest key, in bytes. */
  public static final int KEY_MIN = 16;

  private static final int DIGITS = 12;
  private static final int KNOWN_MAX = 100_000;

  private final @Nullable Mac mac;
  private final Map<String, String> known = new HashMap<>();

  private Names(@Nullable Mac mac) {
    this.mac = mac;
  }

  /** Names as they are. */
  public static Names plain() {
    return new Names(null);
  }

  /**
   * Names by a key.
   *
   * @param key at least {@link #KEY_MIN} bytes
   */
  public static Names pseudonyms(byte[] key) {
    if (key.length < KEY_MIN) {
      throw new IllegalArgumentException(
          "key: " + key.length + " bytes (expected: >= " + KEY_MIN + ")");
    }
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
      return new Names(mac);
    } catch (GeneralSecurityException missing) {
      throw new AssertionError("every Java platform has HmacSHA256", missing);
    }
  }

  /** Whether names are replaced. */
  public boolean pseudonymous() {
    return mac != null;
  }

  /** The name to show. What is in brackets is ours and stays. */
  public String of(String name) {
    if (mac == null || name.isEmpty() || name.startsWith("(")) {
      return name;
    }
    String shown = known.get(name);
    if (shown == null) {
      if (known.size() >= KNOWN_MAX) {
        known.clear();
      }
      byte[] hash = mac.doFinal(name.getBytes(StandardCharsets.UTF_8));
      shown = "p-" + HexFormat.of().formatHex(hash).substring(0, DIGITS);
      known.put(name, shown);
    }
    return shown;
  }
}
