package dev.headgate.headers.structured;

/**
 * The characters a field value may carry when we emit it: printable ASCII, space (0x20) to tilde
 * (0x7E). CR, LF, NUL, every other control and everything outside ASCII stay out, so that no text
 * of ours can start a new field line (RFC 9110, section 5.5). Stateless.
 */
public final class Ascii {

  /** How many characters of somebody's text a message repeats. */
  static final int SHOWN_LENGTH_MAX = 64;

  private static final char FIRST_PRINTABLE = ' ';
  private static final char LAST_PRINTABLE = '~';

  private Ascii() {}

  /** Whether {@code c} is space to tilde. */
  public static boolean isPrintable(char c) {
    return c >= FIRST_PRINTABLE && c <= LAST_PRINTABLE;
  }

  /** Whether every character of {@code text} is printable; the empty text is. */
  public static boolean isPrintable(CharSequence text) {
    for (int i = 0; i < text.length(); i++) {
      if (!isPrintable(text.charAt(i))) {
        return false;
      }
    }
    return true;
  }

  /**
   * {@code text} in double quotes for a message: what is not printable as {@code \}{@code uXXXX},
   * and at most 64 characters of it, so that a message can neither forge a log line nor flood one.
   */
  public static String shown(CharSequence text) {
    StringBuilder shown = new StringBuilder("\"");
    int length = Math.min(text.length(), SHOWN_LENGTH_MAX);
    for (int i = 0; i < length; i++) {
      appendShown(shown, text.charAt(i));
    }
    return shown.append(text.length() > length ? "\"..." : "\"").toString();
  }

  private static void appendShown(StringBuilder shown, char c) {
    if (c == '"' || c == '\\') {
      shown.append('\\').append(c);
    } else if (isPrintable(c)) {
      shown.append(c);
    } else {
      shown.append(String.format("\\u%04x", (int) c));
    }
  }
}
