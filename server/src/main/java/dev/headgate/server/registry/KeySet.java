package dev.headgate.server.registry;

import com.nimbusds.jose.jwk.JWKSet;
import dev.headgate.policy.registry.Secrets;
import dev.headgate.policy.text.CountText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.ParseException;
import org.jspecify.annotations.Nullable;

/**
 * The public keys that sign tokens, as a JWK set (RFC 7517). One in a file may be replaced while it
 * is used: whoever owns it polls, from one thread at a time; all threads may read.
 */
public final class KeySet {
  /** The largest file, in bytes. */
  public static final int BYTES_MAX = 1 << 20;

  private final @Nullable Path file;
  private volatile JWKSet keys;
  private String digest;

  private KeySet(@Nullable Path file, String text) {
    this.file = file;
    keys = parsed(text);
    digest = Secrets.hash(text);
  }

  /**
   * Keys that do not change.
   *
   * @throws IllegalArgumentException where it is no set of public keys
   */
  public static KeySet of(String text) {
    return new KeySet(null, text);
  }

  /**
   * Keys of a file, read now and again with each poll.
   *
   * @throws IllegalArgumentException where the file cannot be read or is no set of public keys
   */
  public static KeySet in(Path file) {
    return new KeySet(file, text(file));
  }

  /** The keys in force: another object once they were replaced. */
  JWKSet keys() {
    return keys;
  }

  /**
   * Reads the file if it has changed. A bad one never replaces good keys.
   *
   * @return what became of it, in a sentence; empty where nothing changed
   */
  public String poll() {
    if (file == null) {
      return "";
    }
    String text;
    try {
      text = text(file);
    } catch (IllegalArgumentException unreadable) {
      return told("kept: " + unreadable.getMessage());
    }
    String now = Secrets.hash(text);
    if (now.equals(digest)) {
      return "";
    }
    digest = now;
    try {
      keys = parsed(text);
      return "replaced: " + CountText.of(keys.size(), "key");
    } catch (IllegalArgumentException bad) {
      return "kept: " + bad.getMessage();
    }
  }

  /** The same trouble is told once. */
  private String told(String trouble) {
    String before = digest;
    digest = trouble;
    return trouble.equals(before) ? "" : trouble;
  }

  private static String text(Path file) {
    try {
      long size = Files.size(file);
      if (size > BYTES_MAX) {
        throw new IllegalArgumentException(
            "keySet: " + size + " bytes (expected: at most " + BYTES_MAX + ")");
      }
      return Files.readString(file);
    } catch (IOException unreadable) {
      throw new IllegalArgumentException(
          "keySet: cannot be read (expected: a JWK set)", unreadable);
    }
  }

  private static JWKSet parsed(String text) {
    try {
      JWKSet keys = JWKSet.parse(text);
      if (keys.getKeys().isEmpty() || keys.getKeys().stream().anyMatch(key -> key.isPrivate())) {
        throw new IllegalArgumentException(
            "keySet: "
                + keys.getKeys().size()
                + " keys (expected: one or more, each public, none private or symmetric)");
      }
      return keys;
    } catch (ParseException e) {
      throw new IllegalArgumentException("keySet: not a JWK set (" + e.getMessage() + ")", e);
    }
  }
}
