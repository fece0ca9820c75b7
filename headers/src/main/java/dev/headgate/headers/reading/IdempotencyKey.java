package dev.headgate.headers.reading;

import dev.headgate.headers.structured.Ascii;
import dev.headgate.headers.structured.ParseBounds;
import dev.headgate.headers.structured.SfString;
import dev.headgate.headers.structured.StructuredFieldException;
import dev.headgate.headers.structured.StructuredFields;
import java.util.List;

/**
 * What the {@code Idempotency-Key} field of a request says: a String of RFC 9651 as in
 * draft-ietf-httpapi-idempotency-key-header, or the bare key that most vendors use. The quoted and
 * the bare form of a key are the same key.
 */
public sealed interface IdempotencyKey {

  /** The name of the field. */
  String FIELD = "Idempotency-Key";

  /** The longest key, in characters: that of the longest id of a call. */
  int LENGTH_MAX = 200;

  /** A key: 1 to {@link #LENGTH_MAX} printable ASCII characters, without spaces if it was bare. */
  record Present(String key) implements IdempotencyKey {}

  /** No such field. */
  record Absent() implements IdempotencyKey {}

  /** No key, or not one key; the problem is printable ASCII of bounded length. */
  record Unreadable(String problem) implements IdempotencyKey {}

  /** Reads the lines of the field. */
  static IdempotencyKey read(List<String> lines) {
    return switch (lines.size()) {
      case 0 -> new Absent();
      case 1 -> parse(lines.getFirst().strip());
      default -> new Unreadable(FIELD + ": " + lines.size() + " lines (expected: one)");
    };
  }

  private static IdempotencyKey parse(String text) {
    boolean quoted = text.startsWith("\"");
    String key = quoted ? unquoted(text) : text;
    boolean bare = key.chars().allMatch(c -> c > ' ' && Ascii.isPrintable((char) c));
    if (key.isEmpty() || key.length() > LENGTH_MAX || !(quoted || bare)) {
      return new Unreadable(
          "%s: %s (expected: 1 to %d printable ASCII characters, quoted or without spaces)"
              .formatted(FIELD, Ascii.shown(text), LENGTH_MAX));
    }
    return new Present(key);
  }

  /** The text between the quotes; empty, which is no key, if it is not a String. */
  private static String unquoted(String text) {
    try {
      List<String> lines = List.of(text);
      ParseBounds bounds = new ParseBounds(4 * LENGTH_MAX, 0, 0, 4);
      return StructuredFields.parseItem(lines, bounds).value() instanceof SfString(String key)
          ? key
          : "";
    } catch (StructuredFieldException malformed) {
      return "";
    }
  }
}
