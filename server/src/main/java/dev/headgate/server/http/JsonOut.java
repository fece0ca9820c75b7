package dev.headgate.server.http;

import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Writes JSON (RFC 8259) as bytes, in the order in which it is told. Names are our own and need no
 * escape; values may be anything, unpaired surrogates become U+FFFD. For one thread at a time.
 */
final class JsonOut {
  private static final int CAPACITY = 2048;
  private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);
  private static final int ESCAPE_MAX = 6;

  private byte[] bytes = new byte[CAPACITY];
  private int length;

  /** Whether the next value or name is the first of its object or array. */
  private boolean first = true;

  JsonOut object() {
    begin('{');
    return this;
  }

  JsonOut object(String name) {
    name(name);
    return object();
  }

  JsonOut array(String name) {
    name(name);
    begin('[');
    return this;
  }

  JsonOut end() {
    return close('}');
  }

  JsonOut endArray() {
    return close(']');
  }

  JsonOut text(String name, String value) {
    name(name);
    string(value);
    first = false;
    return this;
  }

  JsonOut number(String name, long value) {
    name(name);
    ascii(Long.toString(value));
    first = false;
    return this;
  }

  JsonOut flag(String name, boolean value) {
    name(name);
    ascii(value ? "true" : "false");
    first = false;
    return this;
  }

  /** An element of an array. */
  JsonOut text(String value) {
    comma();
    string(value);
    first = false;
    return this;
  }

  /** A member whose name is a caller's or a policy's text. */
  JsonOut numberOf(String anyName, long value) {
    comma();
    string(anyName);
    put(':');
    ascii(Long.toString(value));
    first = false;
    return this;
  }

  /** A member whose name is a caller's or a policy's text. */
  JsonOut textOf(String anyName, String value) {
    comma();
    string(anyName);
    put(':');
    string(value);
    first = false;
    return this;
  }

  /** A member whose value is JSON already. */
  JsonOut raw(String name, String json) {
    name(name);
    append(json);
    return this;
  }

  /** An element of an array that is JSON already. */
  JsonOut rawElement(String json) {
    comma();
    append(json);
    return this;
  }

  /** A name whose value follows. */
  JsonOut name(String name) {
    comma();
    put('"');
    ascii(name);
    put('"');
    put(':');
    first = true;
    return this;
  }

  Buffer toBuffer() {
    return Buffer.buffer(length).appendBytes(bytes, 0, length);
  }

  @Override
  public String toString() {
    return new String(bytes, 0, length, StandardCharsets.UTF_8);
  }

  private void append(String json) {
    byte[] value = json.getBytes(StandardCharsets.UTF_8);
    reserve(value.length);
    System.arraycopy(value, 0, bytes, length, value.length);
    length += value.length;
    first = false;
  }

  private void begin(char bracket) {
    comma();
    put(bracket);
    first = true;
  }

  private JsonOut close(char bracket) {
    put(bracket);
    first = false;
    return this;
  }

  private void comma() {
    if (!first) {
      put(',');
    }
  }

  @SuppressWarnings("deprecation") // copies Latin-1 as it is, which names and numbers are
  private void ascii(String text) {
    int count = text.length();
    reserve(count);
    text.getBytes(0, count, bytes, length);
    length += count;
  }

  private void string(String value) {
    reserve(value.length() * ESCAPE_MAX + 2);
    byte[] out = bytes;
    int at = length;
    out[at++] = '"';
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (c >= ' ' && c < 0x7f && c != '"' && c != '\\') {
        out[at++] = (byte) c;
      } else {
        at = special(value, i, at);
        i += Character.isHighSurrogate(c) && pairs(value, i) ? 1 : 0;
      }
    }
    out[at++] = '"';
    length = at;
  }

  /** Writes the character at an index, or the pair that begins there; returns where it ended. */
  private int special(String value, int index, int at) {
    char c = value.charAt(index);
    if (c < 0x80) {
      return escape(c, at);
    }
    int code = c;
    if (Character.isSurrogate(c)) {
      code =
          Character.isHighSurrogate(c) && pairs(value, index)
              ? Character.toCodePoint(c, value.charAt(index + 1))
              : 0xFFFD;
    }
    return utf8(code, at);
  }

  private int escape(char c, int from) {
    int at = from;
    bytes[at++] = '\\';
    if (c == '"' || c == '\\') {
      bytes[at++] = (byte) c;
      return at;
    }
    bytes[at++] = 'u';
    bytes[at++] = '0';
    bytes[at++] = '0';
    bytes[at++] = HEX[c >> 4];
    bytes[at++] = HEX[c & 0xF];
    return at;
  }

  private int utf8(int code, int from) {
    int at = from;
    if (code < 0x800) {
      bytes[at++] = (byte) (0xC0 | (code >> 6));
    } else if (code < 0x10000) {
      bytes[at++] = (byte) (0xE0 | (code >> 12));
      bytes[at++] = (byte) (0x80 | ((code >> 6) & 0x3F));
    } else {
      bytes[at++] = (byte) (0xF0 | (code >> 18));
      bytes[at++] = (byte) (0x80 | ((code >> 12) & 0x3F));
      bytes[at++] = (byte) (0x80 | ((code >> 6) & 0x3F));
    }
    bytes[at++] = (byte) (0x80 | (code & 0x3F));
    return at;
  }

  private static boolean pairs(String value, int high) {
    return high + 1 < value.length() && Character.isLowSurrogate(value.charAt(high + 1));
  }

  private void put(char c) {
    reserve(1);
    bytes[length++] = (byte) c;
  }

  private void reserve(int more) {
    if (bytes.length - length < more) {
      bytes = Arrays.copyOf(bytes, Math.max(length + more, bytes.length * 2));
    }
  }
}
