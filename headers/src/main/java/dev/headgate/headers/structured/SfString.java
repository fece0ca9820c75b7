package dev.headgate.headers.structured;

/**
 * A String of printable ASCII (RFC 9651, section 3.3.3).
 *
 * @param value without quotes and escapes; any other character is an {@code
 *     IllegalArgumentException}
 */
public record SfString(String value) implements BareItem {

  /** Checks the characters. */
  public SfString {
    Syntax.require(Ascii.isPrintable(value), "String", value, "printable ASCII");
  }
}
