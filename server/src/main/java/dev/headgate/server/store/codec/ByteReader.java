package dev.headgate.server.store.codec;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Reads what a {@link ByteWriter} wrote. For one thread. */
final class ByteReader {
  private final byte[] bytes;
  private int at;

  ByteReader(byte[] bytes) {
    this.bytes = bytes;
  }

  /** Reads the format, which must be this one. */
  ByteReader format(String what, int expected) {
    int found = octet();
    if (found != expected) {
      throw new IllegalArgumentException(
          what + ": format " + found + " (expected: " + expected + ")");
    }
    return this;
  }

  int octet() {
    need(1);
    return bytes[at++] & 0xFF;
  }

  boolean flag() {
    return octet() != 0;
  }

  long number() {
    long value = 0;
    for (int shift = 0; shift < Long.SIZE; shift += 7) {
      int group = octet();
      value |= (group & 0x7FL) << shift;
      if (group < 0x80) {
        return value;
      }
    }
    throw new IllegalArgumentException("number: more than 10 bytes (expected: at most 10)");
  }

  byte[] block() {
    long length = number();
    need(length);
    byte[] block = Arrays.copyOfRange(bytes, at, at + (int) length);
    at += (int) length;
    return block;
  }

  String text() {
    return new String(block(), StandardCharsets.UTF_8);
  }

  @Nullable String optional() {
    return flag() ? text() : null;
  }

  <T> List<T> each(Function<ByteReader, T> how) {
    long count = number();
    // Everything that is listed takes at least a byte.
    need(count);
    List<T> all = new ArrayList<>((int) count);
    for (long i = 0; i < count; i++) {
      all.add(how.apply(this));
    }
    return all;
  }

  Map<String, String> texts() {
    Map<String, String> texts = new HashMap<>();
    each(in -> texts.put(in.text(), in.text()) == null);
    return texts;
  }

  Map<String, Long> numbers() {
    Map<String, Long> numbers = new HashMap<>();
    each(in -> numbers.put(in.text(), in.number()) == null);
    return numbers;
  }

  private void need(long more) {
    if (more < 0 || more > bytes.length - at) {
      throw new IllegalArgumentException(
          "bytes: " + bytes.length + " (expected: " + more + " more after " + at + ")");
    }
  }
}
