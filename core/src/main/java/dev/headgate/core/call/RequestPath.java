package dev.headgate.core.call;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * The path of a request, cut into decoded segments. Whatever another server might read differently
 * is refused: dot segments, empty segments, malformed percent-encoding, control characters, encoded
 * slashes and backslashes, path parameters behind {@code ;}.
 */
public final class RequestPath {
  /** The longest path without query, in characters. */
  static final int LENGTH_MAX = 8_192;

  /** The most segments of a path. */
  static final int SEGMENTS_MAX = 64;

  private static final String[] NONE = {};

  private final String[] segments;
  private final Routed.@Nullable BadPath bad;

  private RequestPath(String[] segments, Routed.@Nullable BadPath bad) {
    this.segments = segments;
    this.bad = bad;
  }

  /** Decoded segments, not to be changed. */
  String[] segments() {
    return segments;
  }

  /** What is wrong, or null. */
  Routed.@Nullable BadPath bad() {
    return bad;
  }

  /** Cuts the query off and reads the rest. */
  static RequestPath parse(String target) {
    int query = target.indexOf('?');
    int end = query < 0 ? target.length() : query;
    if (end == 0 || target.charAt(0) != '/') {
      return bad(target.substring(0, end), "a path that begins with /");
    }
    if (end > LENGTH_MAX) {
      return bad(end + " characters", "at most " + LENGTH_MAX);
    }
    if (end > 1 && target.charAt(end - 1) == '/') {
      end--;
    }
    return end == 1 ? new RequestPath(NONE, null) : split(target, end);
  }

  private static RequestPath split(String target, int end) {
    String[] segments = new String[count(target, end)];
    if (segments.length > SEGMENTS_MAX) {
      return bad(segments.length + " segments", "at most " + SEGMENTS_MAX);
    }
    int from = 1;
    for (int i = 0; i < segments.length; i++) {
      int next = target.indexOf('/', from);
      String raw = target.substring(from, next < 0 || next > end ? end : next);
      String segment = decoded(raw);
      if (segment == null) {
        return bad(raw, "visible ASCII, and well-formed percent-encoding of UTF-8");
      }
      if (segment.isEmpty()) {
        return bad("//", "no empty segment");
      }
      if (isDots(segment)) {
        return bad(raw, "no dot segment");
      }
      if (isDivided(segment)) {
        return bad(raw, "no encoded slash or backslash and no ';' in a segment");
      }
      segments[i] = segment;
      from = next + 1;
    }
    return new RequestPath(segments, null);
  }

  private static int count(String target, int end) {
    int count = 0;
    for (int i = 0; i < end; i++) {
      if (target.charAt(i) == '/') {
        count++;
      }
    }
    return count;
  }

  /** Whether a decoded segment would be taken for a step in the tree. */
  static boolean isDots(String segment) {
    return segment.equals(".") || segment.equals("..");
  }

  /**
   * Whether another server might cut a decoded segment once more: at a slash, a backslash, or a
   * {@code ;} before path parameters. It would see another resource than the limits do.
   */
  static boolean isDivided(String segment) {
    return segment.indexOf('/') >= 0 || segment.indexOf('\\') >= 0 || segment.indexOf(';') >= 0;
  }

  /** A token of RFC 9110 in upper case, at most 32 characters. */
  static boolean isMethod(String method) {
    if (method.isEmpty() || method.length() > 32) {
      return false;
    }
    for (int i = 0; i < method.length(); i++) {
      char c = method.charAt(i);
      if ((c < 'A' || c > 'Z') && c != '-' && c != '_') {
        return false;
      }
    }
    return true;
  }

  /** The segment with its percent-encoding resolved, or null where it is malformed. */
  public static @Nullable String decoded(String segment) {
    boolean encoded = false;
    for (int i = 0; i < segment.length(); i++) {
      char c = segment.charAt(i);
      if (c <= 0x20 || c >= 0x7F || c == '\\' || c == '#') {
        return null;
      }
      encoded |= c == '%';
    }
    return encoded ? resolved(segment) : segment;
  }

  private static @Nullable String resolved(String segment) {
    ByteBuffer bytes = ByteBuffer.allocate(segment.length());
    for (int i = 0; i < segment.length(); i++) {
      char c = segment.charAt(i);
      if (c != '%') {
        bytes.put((byte) c);
        continue;
      }
      int high = i + 2 < segment.length() ? Character.digit(segment.charAt(i + 1), 16) : -1;
      int low = high < 0 ? -1 : Character.digit(segment.charAt(i + 2), 16);
      int value = high * 16 + low;
      if (high < 0 || low < 0 || value < 0x20 || value == 0x7F) {
        return null;
      }
      bytes.put((byte) value);
      i += 2;
    }
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(bytes.flip()).toString();
    } catch (CharacterCodingException malformed) {
      return null;
    }
  }

  private static RequestPath bad(String found, String expected) {
    String cut = found.length() > 100 ? found.substring(0, 100) + "..." : found;
    return new RequestPath(NONE, new Routed.BadPath(cut, expected));
  }
}
