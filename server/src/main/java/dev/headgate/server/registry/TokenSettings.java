package dev.headgate.server.registry;

import java.util.Map;

/**
 * How bearer JWTs are checked (RFC 7519, RFC 8725).
 *
 * @param keySet public keys
 * @param issuer the only {@code iss} accepted
 * @param audience must be among {@code aud}
 * @param claims claim names by caller attribute; {@code user} is {@code sub} unless stated
 */
public record TokenSettings(
    KeySet keySet, String issuer, String audience, Map<String, String> claims) {
  /** How far clocks may differ, in seconds. */
  public static final long SKEW_SECONDS = 30;

  /** The longest token, in characters. */
  public static final int TOKEN_MAX = 8_192;

  public TokenSettings {
    claims = Map.copyOf(claims);
  }
}
