package dev.headgate.headers;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A growing line of ASCII bytes that becomes a string in one copy; kept and used again, so that in
 * the steady state only the string is allocated. Not safe for use by several threads at once.
 */
final class AsciiBuffer {

  /** No field value of ours is longer; servers and proxies commonly refuse far shorter ones. */
  static final int LENGTH_MAX = 65_536;

  private byte[] bytes;
  private int length;

  AsciiBuffer(int capacity) {
    bytes = new byte[capacity];
  }

  boolean isEmpty() {
    return length == 0;
  }

  void clear() {
    length = 0;
  }

  void append(byte[] source) {
    reserve(source.length);
    System.arraycopy(source, 0, bytes, length, source.length);
    length += source.length;
  }

  void append(char c) {
    reserve(1);
    bytes[length++] = (byte) c;
  }

  /** Appends a whole number, 0 to {@link RateLimitWriter#NUMBER_MAX}, without leading zeros. */
  void appendNumber(long number) {
    assert number >= 0 && number <= RateLimitWriter.NUMBER_MAX : number;
    reserve(Digits.COUNT_MAX);
    length = Digits.write(number, bytes, length);
  }

  /** Appends {@code number}, 0 to 99, as two digits. */
  void appendTwoDigits(int number) {
    append((char) ('0' + number / 10));
    append((char) ('0' + number % 10));
  }

  /** The text so far; the buffer is empty afterwards. */
  String finish() {
    String text = new String(bytes, 0, length, StandardCharsets.ISO_8859_1);
    length = 0;
    return text;
  }

  private void reserve(int more) {
    if (bytes.length - length < more) {
      grow(more);
    }
  }

  private void grow(int more) {
    int needed = length + more;
    if (needed > LENGTH_MAX) {
      throw new IllegalStateException(
          "field value: " + needed + " bytes (expected: at most " + LENGTH_MAX + ")");
    }
    bytes = Arrays.copyOf(bytes, Math.min(LENGTH_MAX, Math.max(needed, bytes.length * 2)));
  }
}
