package dev.headgate.server.http;

import dev.headgate.headers.Digits;
import io.vertx.core.buffer.Buffer;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Writes JSON (RFC 8259) as bytes, in the order in which it is told. Names are our own and need no
 * escape; values may be anything, unpaired surrogates become U+FFFD. For one thread at a time.
 */
final class JsonOut {
  private static final int CAPACITY = 2048;

  /** The most bytes that are kept to be written anew. */
  private static final int KEPT_MAX = 65_536;

  private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);
  private static final int ESCAPE_MAX = 6;

  /** Eight bytes, the first of them the lowest. */
  private static final VarHandle WORD =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

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
    digits(value);
    first = false;
    return this;
  }

  JsonOut flag(String name, boolean value) {
    name(name);
    ascii(value ? "true" : "false");
    first = false;
    return this;
  }

  /** A member whose value is a word of our own, which needs no escape. */
  JsonOut word(String name, String word) {
    name(name);
    put('"');
    ascii(word);
    put('"');
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
    digits(value);
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
  @SuppressWarnings("deprecation") // copies Latin-1 as it is, which our names are
  JsonOut name(String name) {
    int count = name.length();
    reserve(count + 4);
    if (!first) {
      bytes[length++] = ',';
    }
    bytes[length++] = '"';
    name.getBytes(0, count, bytes, length);
    length += count;
    bytes[length++] = '"';
    bytes[length++] = ':';
    first = true;
    return this;
  }

  /** Forgets what was written, to write anew into the same bytes. */
  JsonOut clear() {
    bytes = bytes.length > KEPT_MAX ? new byte[CAPACITY] : bytes;
    length = 0;
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

  private void digits(long value) {
    if (value < 0) {
      ascii(Long.toString(value));
      return;
    }
    reserve(Digits.COUNT_MAX);
    length = Digits.write(value, bytes, length);
  }

  /**
   * What no encoding to Latin-1 can bring forth unless it stood there is copied at once, quotes
   * escaped; from the first other character on each is looked at by itself.
   */
  private void string(String value) {
    byte[] latin = value.getBytes(StandardCharsets.ISO_8859_1);
    reserve(2 * (latin.length + Long.BYTES));
    bytes[length++] = '"';
    int plain = plain(latin);
    if (plain < latin.length) {
      others(value, plain);
    }
    put('"');
  }

  /** Copies and escapes up to the first byte that may be no character; returns how many. */
  private int plain(byte[] latin) {
    byte[] out = bytes;
    int at = length;
    int i = 0;
    while (i < latin.length) {
      if (i + Long.BYTES <= latin.length) {
        long word = (long) WORD.get(latin, i);
        int clean = clean(word);
        WORD.set(out, at, word);
        at += clean;
        i += clean;
        if (clean == Long.BYTES) {
          continue;
        }
      }
      byte b = latin[i];
      if (b < ' ' || b == 0x7f || b == '?') {
        break;
      }
      if (b == '"' || b == '\\') {
        out[at++] = '\\';
      }
      out[at++] = b;
      i++;
    }
    length = at;
    return i;
  }

  /** How many of eight bytes come before the first that is not simply copied. */
  private static int clean(long word) {
    long below = word - 0x2020_2020_2020_2020L;
    long special =
        zeros(word ^ 0x2222_2222_2222_2222L)
            | zeros(word ^ 0x5C5C_5C5C_5C5C_5C5CL)
            | zeros(word ^ 0x3F3F_3F3F_3F3F_3F3FL)
            | zeros(word ^ 0x7F7F_7F7F_7F7F_7F7FL);
    return Long.numberOfTrailingZeros((word | below | special) & 0x8080_8080_8080_8080L) >>> 3;
  }

  /** Sets the top bit of a byte that is zero, and perhaps of bytes above one that is. */
  private static long zeros(long word) {
    return (word - 0x0101_0101_0101_0101L) & ~word;
  }

  private void others(String value, int from) {
    reserve((value.length() - from) * ESCAPE_MAX);
    byte[] out = bytes;
    int at = length;
    for (int i = from; i < value.length(); i++) {
      char c = value.charAt(i);
      if (c >= ' ' && c < 0x7f && c != '"' && c != '\\') {
        out[at++] = (byte) c;
      } else {
        at = special(value, i, at);
        i += Character.isHighSurrogate(c) && pairs(value, i) ? 1 : 0;
      }
    }
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
