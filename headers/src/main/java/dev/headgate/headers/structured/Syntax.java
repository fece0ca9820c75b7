package dev.headgate.headers.structured;

/** The character classes of RFC 9651 and the checks that records make with them. Stateless. */
final class Syntax {

  /** The largest Integer and Date in either direction: 15 digits (section 3.3.1). */
  static final long INTEGER_MAX = 999_999_999_999_999L;

  private static final String TOKEN_MARKS = "!#$%&'*+-.^_`|~:/";
  private static final String KEY_MARKS = "_-.*";

  private Syntax() {}

  static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  static boolean isLowerCase(char c) {
    return c >= 'a' && c <= 'z';
  }

  static boolean isLetter(char c) {
    return isLowerCase(c) || (c >= 'A' && c <= 'Z');
  }

  static boolean isTokenStart(char c) {
    return isLetter(c) || c == '*';
  }

  static boolean isTokenPart(char c) {
    return isLetter(c) || isDigit(c) || TOKEN_MARKS.indexOf(c) >= 0;
  }

  static boolean isKeyStart(char c) {
    return isLowerCase(c) || c == '*';
  }

  static boolean isKeyPart(char c) {
    return isLowerCase(c) || isDigit(c) || KEY_MARKS.indexOf(c) >= 0;
  }

  static boolean isBase64(char c) {
    return isLetter(c) || isDigit(c) || c == '+' || c == '/' || c == '=';
  }

  static void requireKey(String key) {
    boolean right = !key.isEmpty() && isKeyStart(key.charAt(0));
    for (int i = 1; right && i < key.length(); i++) {
      right = isKeyPart(key.charAt(i));
    }
    require(right, "key", key, "a lower-case letter or *, then lower-case letters, digits, _-.*");
  }

  static void requireToken(String token) {
    boolean right = !token.isEmpty() && isTokenStart(token.charAt(0));
    for (int i = 1; right && i < token.length(); i++) {
      right = isTokenPart(token.charAt(i));
    }
    require(right, "Token", token, "a letter or *, then letters, digits, " + TOKEN_MARKS);
  }

  static void requireInteger(String what, long number) {
    if (number > INTEGER_MAX || number < -INTEGER_MAX) {
      throw new IllegalArgumentException(what + ": " + number + " (expected: at most 15 digits)");
    }
  }

  static void require(boolean right, String what, String found, String expected) {
    if (!right) {
      throw new IllegalArgumentException(
          what + ": " + Ascii.shown(found) + " (expected: " + expected + ")");
    }
  }
}
