package dev.headgate.policy.registry;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * Secrets as they are kept: SHA-256, without salt. That is enough for keys of 128 random bits or
 * more, which nobody can guess or list, and not for passwords that people choose.
 */
public final class Secrets {
  /** The length of a hash in hexadecimal digits. */
  public static final int HASH_DIGITS = 64;

  private Secrets() {}

  /** The hash of a secret in lower-case hexadecimal digits. */
  public static String hash(String secret) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(secret.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every Java has SHA-256", e);
    }
  }
}
