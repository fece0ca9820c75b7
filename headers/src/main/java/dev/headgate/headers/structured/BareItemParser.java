package dev.headgate.headers.structured;

import java.io.ByteArrayOutputStream;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** Reads keys and the eight bare types by the algorithms of RFC 9651, section 4.2. */
final class BareItemParser {

  private static final int INTEGER_DIGITS_MAX = 15;
  private static final int WHOLE_DIGITS_MAX = 12;
  private static final int PLACES_MAX = 3;
  private static final String HEX_DIGITS = "0123456789abcdef";

  private final Cursor cursor;

  BareItemParser(Cursor cursor) {
    this.cursor = cursor;
  }

  BareItem bareItem() throws StructuredFieldException {
    char first = cursor.peek();
    return switch (first) {
      case '"' -> string();
      case ':' -> bytes();
      case '?' -> bool();
      case '@' -> date();
      case '%' -> displayString();
      default -> numberOrToken(first);
    };
  }

  String key() throws StructuredFieldException {
    if (!Syntax.isKeyStart(cursor.peek())) {
      throw cursor.failure("a key: a lower-case letter or '*'");
    }
    int start = cursor.position();
    while (Syntax.isKeyPart(cursor.peek())) {
      cursor.advance();
    }
    return cursor.since(start);
  }

  private BareItem numberOrToken(char first) throws StructuredFieldException {
    if (first == '-' || Syntax.isDigit(first)) {
      return number();
    }
    if (Syntax.isTokenStart(first)) {
      return token();
    }
    throw cursor.failure("an item");
  }

  private BareItem number() throws StructuredFieldException {
    int start = cursor.position();
    cursor.skip('-');
    int wholeDigits = digits();
    if (!cursor.skip('.')) {
      requireAtMost(INTEGER_DIGITS_MAX, wholeDigits, start, "15 digits");
      return new SfInteger(Long.parseLong(cursor.since(start)));
    }
    requireAtMost(WHOLE_DIGITS_MAX, wholeDigits, start, "12 digits before the point");
    requireAtMost(PLACES_MAX, digits(), start, "3 digits after the point");
    return new SfDecimal(new BigDecimal(cursor.since(start)));
  }

  private int digits() throws StructuredFieldException {
    int start = cursor.position();
    while (Syntax.isDigit(cursor.peek())) {
      cursor.advance();
    }
    if (cursor.position() == start) {
      throw cursor.failure("a digit");
    }
    return cursor.position() - start;
  }

  private void requireAtMost(int most, int digits, int start, String expected)
      throws StructuredFieldException {
    if (digits > most) {
      throw cursor.failureSince(start, "at most " + expected);
    }
  }

  private SfString string() throws StructuredFieldException {
    cursor.require('"');
    int start = cursor.position();
    while (isPlain(cursor.peek())) {
      cursor.advance();
    }
    String plain = cursor.since(start);
    return cursor.skip('"') ? new SfString(plain) : escaped(plain);
  }

  /** Whether a string may hold it as it is. */
  private static boolean isPlain(char c) {
    return Ascii.isPrintable(c) && c != '"' && c != '\\';
  }

  /** A string from its first escape on. */
  private SfString escaped(String before) throws StructuredFieldException {
    StringBuilder value = new StringBuilder(before);
    while (!cursor.skip('"')) {
      if (cursor.skip('\\') && cursor.peek() != '"' && cursor.peek() != '\\') {
        throw cursor.failure("'\"' or '\\' after '\\'");
      }
      value.append(printable());
    }
    return new SfString(value.toString());
  }

  private char printable() throws StructuredFieldException {
    char c = cursor.peek();
    if (!Ascii.isPrintable(c)) {
      throw cursor.failure("a printable ASCII character or the closing '\"'");
    }
    cursor.advance();
    return c;
  }

  private SfToken token() {
    int start = cursor.position();
    while (Syntax.isTokenPart(cursor.peek())) {
      cursor.advance();
    }
    return new SfToken(cursor.since(start));
  }

  // Missing padding and pad bits that are not zero are let through, as section 4.2.7 advises.
  private SfBytes bytes() throws StructuredFieldException {
    cursor.require(':');
    int start = cursor.position();
    while (Syntax.isBase64(cursor.peek())) {
      cursor.advance();
    }
    String base64 = cursor.since(start);
    if (cursor.peek() != ':') {
      throw cursor.failure("base64 or the closing ':'");
    }
    try {
      SfBytes bytes = new SfBytes(Base64.getDecoder().decode(base64));
      cursor.advance();
      return bytes;
    } catch (IllegalArgumentException notBase64) {
      throw cursor.failureSince(start, "base64");
    }
  }

  private SfBoolean bool() throws StructuredFieldException {
    cursor.require('?');
    if (cursor.skip('1')) {
      return SfBoolean.TRUE;
    }
    if (cursor.skip('0')) {
      return SfBoolean.FALSE;
    }
    throw cursor.failure("'0' or '1'");
  }

  private SfDate date() throws StructuredFieldException {
    cursor.require('@');
    int start = cursor.position();
    if (number() instanceof SfInteger seconds) {
      return new SfDate(seconds.value());
    }
    throw cursor.failureSince(start, "whole seconds");
  }

  private SfDisplayString displayString() throws StructuredFieldException {
    cursor.require('%');
    cursor.require('"');
    int start = cursor.position();
    ByteArrayOutputStream utf8 = new ByteArrayOutputStream();
    while (!cursor.skip('"')) {
      utf8.write(cursor.skip('%') ? hexDigit() << 4 | hexDigit() : printable());
    }
    try {
      ByteBuffer bytes = ByteBuffer.wrap(utf8.toByteArray());
      return new SfDisplayString(StandardCharsets.UTF_8.newDecoder().decode(bytes).toString());
    } catch (CharacterCodingException notUtf8) {
      throw cursor.failureSince(start, "percent-encoded UTF-8");
    }
  }

  private int hexDigit() throws StructuredFieldException {
    int value = HEX_DIGITS.indexOf(cursor.peek());
    if (value < 0) {
      throw cursor.failure("a lower-case hexadecimal digit");
    }
    cursor.advance();
    return value;
  }
}
