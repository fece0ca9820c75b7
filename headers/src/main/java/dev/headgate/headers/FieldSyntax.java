package dev.headgate.headers;

import dev.headgate.headers.structured.Ascii;
import java.util.regex.Pattern;

/**
 * Checks names and values that somebody configured before they become fields of a message (RFC
 * 9110, sections 5.1 and 5.5), so that none can start a field of its own. Stateless.
 */
public final class FieldSyntax {

  /** The longest name, in characters. */
  public static final int NAME_LENGTH_MAX = 128;

  /** The longest value, in characters. */
  public static final int VALUE_LENGTH_MAX = 8_192;

  private static final Pattern NAME =
      Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]{1," + NAME_LENGTH_MAX + "}");

  private FieldSyntax() {}

  /**
   * Gives back {@code name}.
   *
   * @throws IllegalArgumentException if it is not a token of RFC 9110 or too long; it is shown
   *     escaped
   */
  public static String requireName(String name) {
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "field name: %s (expected: 1 to %d letters, digits, !#$%%&'*+-.^_`|~)"
              .formatted(Ascii.shown(name), NAME_LENGTH_MAX));
    }
    return name;
  }

  /**
   * Gives back {@code value}.
   *
   * @throws IllegalArgumentException if it holds anything but printable ASCII, starts or ends with
   *     a space, or is too long; it is shown escaped
   */
  public static String requireValue(String value) {
    boolean blankEdge = value.startsWith(" ") || value.endsWith(" ");
    if (blankEdge || value.length() > VALUE_LENGTH_MAX || !Ascii.isPrintable(value)) {
      throw new IllegalArgumentException(
          "field value: %s (expected: at most %d printable ASCII characters, no space at the ends)"
              .formatted(Ascii.shown(value), VALUE_LENGTH_MAX));
    }
    return value;
  }
}
