package dev.headgate.client.call;

import java.util.regex.Pattern;

/**
 * Guesses the operation of a path by blanking what looks like an identifier: numbers, UUIDs, long
 * hexadecimal words, and keys such as {@code ABC-123}. A caller that knows the operation says so
 * itself. Stateless.
 */
public final class PathShape {
  /** Deeper levels of a path do not tell operations apart. */
  public static final int SEGMENTS_MAX = 12;

  private static final Pattern IDENTIFIER =
      Pattern.compile("\\d+|[0-9a-fA-F-]{16,}|[A-Z][A-Z0-9_]{0,20}-\\d+|.{65,}");

  private PathShape() {}

  /** The operation that {@code path}, without query, most likely is. */
  public static String of(String path) {
    StringBuilder shape = new StringBuilder(path.length());
    int segments = 0;
    int start = 0;
    while (start < path.length() && segments < SEGMENTS_MAX) {
      int slash = path.indexOf('/', start);
      int end = slash < 0 ? path.length() : slash;
      append(shape, path, start, end);
      segments += end > start ? 1 : 0;
      start = end + 1;
    }
    return shape.isEmpty() ? "/" : shape.toString();
  }

  private static void append(StringBuilder shape, String path, int start, int end) {
    if (end == start) {
      return;
    }
    shape.append('/');
    // Most segments are words in small letters, and are told without the pattern.
    if (isWord(path, start, end)) {
      shape.append(path, start, end);
      return;
    }
    String segment = path.substring(start, end);
    shape.append(IDENTIFIER.matcher(segment).matches() ? "{}" : segment);
  }

  private static boolean isWord(String path, int start, int end) {
    if (end - start > 15) {
      return false;
    }
    for (int i = start; i < end; i++) {
      if (path.charAt(i) < 'a' || path.charAt(i) > 'z') {
        return false;
      }
    }
    return true;
  }
}
