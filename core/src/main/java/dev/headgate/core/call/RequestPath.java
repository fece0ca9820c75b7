package dev.headgate.core.call;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * The path of a request with its segments decoded. Whatever another server might read differently
 * is refused: dot segments, empty segments, malformed percent-encoding, control characters, encoded
 * slashes and backslashes, path parameters behind {@code ;}.
 */
public final class RequestPath {
  /** The longest path without query, in characters. */
  static final int LENGTH_MAX = 8_192;

  /** The most segments of a path. */
  static final int SEGMENTS_MAX = 64;

  /** Stands for the beginning of a segment where the path has come to its end. */
  static final int NONE = Integer.MAX_VALUE;

  /** The characters of which a segment may consist that need no decoding and no second look. */
  private static final boolean[] PLAIN = plain();

  private final String decoded;
  private final Routed.@Nullable BadPath bad;

  private RequestPath(String decoded, Routed.@Nullable BadPath bad) {
    this.decoded = decoded;
    this.bad = bad;
  }

  /** The path with its segments decoded; no segment has a slash in it, and none is at its end. */
  String decoded() {
    return decoded;
  }

  /** What is wrong, or null. */
  Routed.@Nullable BadPath bad() {
    return bad;
  }

  /**
   * Where the path of a target ends, without query and without a slash at its end, if it can be
   * taken as it is: what nearly all requests send. 0 where it has to be parsed.
   */
  static int plainEnd(String target) {
    int length = Math.min(target.length(), LENGTH_MAX + 1);
    if (length == 0 || target.charAt(0) != '/') {
      return 0;
    }
    int segment = 1;
    int segments = 0;
    int end = 1;
    for (; end < length; end++) {
      char c = target.charAt(end);
      if (c < PLAIN.length && PLAIN[c]) {
        continue;
      }
      if (c == '?') {
        break;
      }
      if (c != '/' || isStep(target, segment, end)) {
        return 0;
      }
      segments++;
      segment = end + 1;
    }
    if (segment == end) {
      return end > LENGTH_MAX || segments > SEGMENTS_MAX ? 0 : Math.max(1, end - 1);
    }
    boolean beyond = end > LENGTH_MAX || segments >= SEGMENTS_MAX;
    return beyond || isStep(target, segment, end) ? 0 : end;
  }

  /**
   * Where the segment ends that begins at {@code from}; 0 where it cannot be taken as it is.
   *
   * @param decoded whether the path is one of {@link #decoded()}, and not a plain target
   */
  static int segmentEnd(String path, int from, boolean decoded) {
    int length = path.length();
    int end = from;
    if (decoded) {
      while (end < length && path.charAt(end) != '/') {
        end++;
      }
      return end;
    }
    while (end < length) {
      char c = path.charAt(end);
      if (c >= PLAIN.length || !PLAIN[c]) {
        if (c == '/' || c == '?') {
          break;
        }
        return 0;
      }
      end++;
    }
    return isStep(path, from, end) ? 0 : end;
  }

  /** Whether a segment may end there. */
  static boolean isSegmentEnd(String path, int at, boolean decoded) {
    if (at >= path.length()) {
      return at == path.length();
    }
    char c = path.charAt(at);
    return c == '/' || (c == '?' && !decoded);
  }

  /**
   * Where the segment begins behind one that ends at {@code end}; {@link #NONE} where none does.
   */
  static int nextSegment(String path, int end, boolean decoded) {
    int next = end + 1;
    if (next >= path.length()) {
      return NONE;
    }
    return !decoded && (path.charAt(end) == '?' || path.charAt(next) == '?') ? NONE : next;
  }

  /** Whether a segment is empty or made of dots. */
  private static boolean isStep(String target, int from, int to) {
    return to == from
        || (target.charAt(from) == '.'
            && (to - from == 1 || (to - from == 2 && target.charAt(from + 1) == '.')));
  }

  private static boolean[] plain() {
    boolean[] plain = new boolean[128];
    for (char c = 0x21; c < 0x7F; c++) {
      plain[c] = "%;\\#/?".indexOf(c) < 0;
    }
    return plain;
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
    return end == 1 ? new RequestPath("/", null) : split(target, end);
  }

  private static RequestPath split(String target, int end) {
    int segments = count(target, end);
    if (segments > SEGMENTS_MAX) {
      return bad(segments + " segments", "at most " + SEGMENTS_MAX);
    }
    StringBuilder path = new StringBuilder(end);
    int from = 1;
    for (int i = 0; i < segments; i++) {
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
      path.append('/').append(segment);
      from = next + 1;
    }
    return new RequestPath(path.toString(), null);
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
    return new RequestPath("", new Routed.BadPath(cut, expected));
  }
}
