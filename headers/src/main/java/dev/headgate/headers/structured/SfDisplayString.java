package dev.headgate.headers.structured;

import java.nio.charset.StandardCharsets;

/**
 * A Display String, Unicode for people (RFC 9651, section 3.3.8); percent-encoded UTF-8 on the
 * wire. What is parsed may hold control characters: never print or log it unescaped.
 *
 * @param value any Unicode text; half a surrogate pair is an {@code IllegalArgumentException}
 */
public record SfDisplayString(String value) implements BareItem {

  /** Checks that the text can be encoded. */
  public SfDisplayString {
    boolean encodable = StandardCharsets.UTF_8.newEncoder().canEncode(value);
    Syntax.require(encodable, "Display String", value, "whole surrogate pairs");
  }
}
