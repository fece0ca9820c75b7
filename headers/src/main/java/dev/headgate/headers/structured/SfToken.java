package dev.headgate.headers.structured;

/**
 * A short unquoted word (RFC 9651, section 3.3.4).
 *
 * @param value a letter or {@code *}, then letters, digits, {@code :}, {@code /} and the marks of
 *     an RFC 9110 token; anything else is an {@code IllegalArgumentException}
 */
public record SfToken(String value) implements BareItem {

  /** Checks the characters. */
  public SfToken {
    Syntax.requireToken(value);
  }
}
