package dev.headgate.headers.structured;

/**
 * An Integer of at most 15 digits (RFC 9651, section 3.3.1).
 *
 * @param value from -999,999,999,999,999 to 999,999,999,999,999; any other number is an {@code
 *     IllegalArgumentException}
 */
public record SfInteger(long value) implements BareItem {

  /** Checks the range. */
  public SfInteger {
    Syntax.requireInteger("Integer", value);
  }
}
