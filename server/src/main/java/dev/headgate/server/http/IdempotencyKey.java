package dev.headgate.server.http;

import dev.headgate.core.call.Call;
import org.jspecify.annotations.Nullable;

/**
 * Reads the field {@code Idempotency-Key}: a quoted string in the draft of the IETF (RFC 9651,
 * section 3.3.3), bare at most vendors.
 */
final class IdempotencyKey {
  private IdempotencyKey() {}

  static @Nullable String parse(@Nullable String field) {
    if (field == null) {
      return null;
    }
    String key = field.strip();
    boolean quoted = key.length() >= 2 && key.startsWith("\"") && key.endsWith("\"");
    String id = quoted ? unquoted(key) : key;
    if (id.isEmpty() || id.length() > Call.ID_MAX) {
      throw wrong(id.length() + " characters", "1 to " + Call.ID_MAX + " characters");
    }
    return id;
  }

  private static String unquoted(String key) {
    StringBuilder id = new StringBuilder(key.length());
    for (int i = 1; i < key.length() - 1; i++) {
      char c = key.charAt(i);
      if (c == '\\' && i + 1 < key.length() - 1) {
        c = key.charAt(++i);
      } else if (c == '"' || c == '\\') {
        throw wrong("a bare quote or backslash", "a string of RFC 9651");
      }
      id.append(c);
    }
    return id.toString();
  }

  private static RequestException wrong(String found, String expected) {
    return Problems.wrong("Idempotency-Key", found, expected).thrown();
  }
}
