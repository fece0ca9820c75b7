package dev.headgate.server.store.codec;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collection;
import java.util.Map;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Collects bytes. Numbers are written in groups of seven bits, the lowest first, the eighth bit set
 * where more follow; texts as UTF-8 after their length. For one thread.
 */
final class ByteWriter {
  private byte[] bytes = new byte[512];
  private int size;

  /** One byte. */
  ByteWriter octet(int value) {
    ensure(1);
    bytes[size++] = (byte) value;
    return this;
  }

  /** A flag. */
  ByteWriter flag(boolean value) {
    return octet(value ? 1 : 0);
  }

  /** A number; short where it is small and not negative. */
  ByteWriter number(long value) {
    ensure(10);
    long rest = value;
    while ((rest & ~0x7FL) != 0) {
      bytes[size++] = (byte) (rest | 0x80);
      rest >>>= 7;
    }
    bytes[size++] = (byte) rest;
    return this;
  }

  /** Bytes of any length. */
  ByteWriter block(byte[] block) {
    number(block.length);
    ensure(block.length);
    System.arraycopy(block, 0, bytes, size, block.length);
    size += block.length;
    return this;
  }

  /** A text. */
  ByteWriter text(String text) {
    return block(text.getBytes(StandardCharsets.UTF_8));
  }

  /** A text or none. */
  ByteWriter optional(@Nullable String text) {
    return text == null ? flag(false) : flag(true).text(text);
  }

  /** How many there are, then each. */
  <T> ByteWriter each(Collection<T> all, BiConsumer<ByteWriter, T> how) {
    number(all.size());
    all.forEach(one -> how.accept(this, one));
    return this;
  }

  /** Texts by name. */
  ByteWriter texts(Map<String, String> texts) {
    return each(texts.entrySet(), (out, one) -> out.text(one.getKey()).text(one.getValue()));
  }

  /** Numbers by name. */
  ByteWriter numbers(Map<String, Long> numbers) {
    return each(numbers.entrySet(), (out, one) -> out.text(one.getKey()).number(one.getValue()));
  }

  /** All that was written. */
  byte[] bytes() {
    return Arrays.copyOf(bytes, size);
  }

  private void ensure(int more) {
    if (bytes.length - size < more) {
      bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, size + more));
    }
  }
}
