package dev.headgate.server.store.redis;

import dev.headgate.core.snapshot.Key;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.List;

/** Texts as the server takes them: keys are strings of which each character is one byte. */
public final class Texts {
  private static final char DIVIDER = 0xFF;

  /** The parts of the script of the counters, of which each stands on those before it. */
  private static final List<String> COUNTERS =
      List.of(
          "1-step",
          "2-meters",
          "3-usual",
          "4-rare",
          "5-pool",
          "6-reservations",
          "7-call",
          "8-endings",
          "9-answers");

  private static final int DIGEST_BYTES = 16;

  private Texts() {}

  /** What tells the contents of two calls apart. */
  static byte[] digest(String content) {
    try {
      MessageDigest sha = MessageDigest.getInstance("SHA-256");
      return Arrays.copyOf(sha.digest(content.getBytes(StandardCharsets.UTF_8)), DIGEST_BYTES);
    } catch (NoSuchAlgorithmException missing) {
      throw new AssertionError("every platform has SHA-256", missing);
    }
  }

  /** The bytes of a text of such characters. */
  public static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }

  /** Text of any characters as one of bytes. */
  static String packed(String text) {
    return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
  }

  /** The values of a key, divided by a byte that UTF-8 never uses. */
  static String packed(Key key) {
    List<String> values = key.values();
    if (values.size() == 1) {
      return packed(values.getFirst());
    }
    StringBuilder text = new StringBuilder();
    values.forEach(value -> text.append(packed(value)).append(DIVIDER));
    return text.toString();
  }

  /** The library of the counters, without its name. */
  static String counters() {
    StringBuilder script = new StringBuilder();
    COUNTERS.forEach(part -> script.append(script("counters-" + part + ".lua")));
    return script.toString();
  }

  /** A script of this package. */
  static String script(String name) {
    return script(Texts.class, name);
  }

  /** A script that lies beside a class. */
  public static String script(Class<?> beside, String name) {
    try (InputStream in = beside.getResourceAsStream(name)) {
      if (in == null) {
        throw new AssertionError("no resource " + name);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(name, unreadable);
    }
  }
}
