package dev.headgate.core.snapshot;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The partition values that tell one counter of a limit from another, packed into words so that a
 * store compares and keeps them without objects. The values can be read back. Immutable.
 *
 * <p>Layout: word 0 holds the hash in its upper and the length in bytes in its lower half; then the
 * UTF-8 bytes of the values, little-endian, divided by 0xFF, which UTF-8 never uses.
 */
public final class Key {
  /** The longest key, in bytes of UTF-8; longer ones are refused. */
  public static final int BYTES_MAX = 512;

  private static final byte DIVIDER = (byte) 0xFF;
  private static final VarHandle WORD =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  /** Differ by process, so that nobody can choose keys that collide. */
  private static final SecureRandom RANDOM = new SecureRandom();

  private static final long START = RANDOM.nextLong();
  private static final long SEED = RANDOM.nextLong() | 1;

  /** The key of a limit with one counter for everybody; after the seeds, which its hash needs. */
  public static final Key ALL = of(List.of());

  private final long[] words;

  private Key(long[] words) {
    this.words = words;
  }

  /** The key of one value. */
  public static Key of(String value) {
    return of(List.of(value));
  }

  /**
   * The key of several values in their order.
   *
   * @throws IllegalArgumentException where it is longer than {@link #BYTES_MAX}
   */
  public static Key of(List<String> values) {
    byte[] bytes = encoded(values);
    if (bytes.length > BYTES_MAX) {
      throw new IllegalArgumentException(
          "key: " + bytes.length + " bytes (expected: <= " + BYTES_MAX + ")");
    }
    return pack(bytes);
  }

  /** This key with one more value, by which alone it may be longer than {@link #BYTES_MAX}. */
  public Key and(String value) {
    List<String> more = new ArrayList<>(values());
    more.add(value);
    return pack(encoded(more));
  }

  /** The key of values that a caller chose, or null where it is longer than {@link #BYTES_MAX}. */
  static @Nullable Key fitting(List<String> values) {
    byte[] bytes = encoded(values);
    return bytes.length > BYTES_MAX ? null : pack(bytes);
  }

  /** The bytes of a key as it is laid out, however long. */
  static byte[] encoded(List<String> values) {
    if (values.size() == 1) {
      return values.getFirst().getBytes(StandardCharsets.UTF_8);
    }
    var bytes = new java.io.ByteArrayOutputStream();
    for (String value : values) {
      bytes.writeBytes(value.getBytes(StandardCharsets.UTF_8));
      bytes.write(DIVIDER);
    }
    return bytes.toByteArray();
  }

  /** Reads the values back from words laid out as above, beginning at index 0. */
  public static List<String> values(long[] words) {
    byte[] bytes = bytes(words);
    if (bytes.length == 0) {
      return List.of();
    }
    var values = new ArrayList<String>();
    int from = 0;
    for (int i = 0; i <= bytes.length; i++) {
      if (i == bytes.length ? from < i : bytes[i] == DIVIDER) {
        values.add(new String(bytes, from, i - from, StandardCharsets.UTF_8));
        from = i + 1;
      }
    }
    return List.copyOf(values);
  }

  /** The values of this key. */
  public List<String> values() {
    return values(words);
  }

  /** The bytes of this key as laid out above, the same in every process. */
  public byte[] bytes() {
    return bytes(words);
  }

  /** The key of such bytes, which may come from another process. */
  public static Key read(byte[] bytes) {
    return pack(bytes);
  }

  /** How many words the key takes at the beginning of a cell, given its first word. */
  public static int length(long first) {
    return 1 + (((int) first + Long.BYTES - 1) >>> 3);
  }

  /** How many words this key takes. */
  public int length() {
    return words.length;
  }

  /** The hash, well spread over all 32 bits. */
  public int hash() {
    return (int) (words[0] >>> 32);
  }

  /** Whether a cell begins with this key. */
  public boolean begins(long[] cell) {
    long[] own = words;
    if (cell[0] != own[0]) {
      return false;
    }
    for (int i = 1; i < own.length; i++) {
      if (cell[i] != own[i]) {
        return false;
      }
    }
    return true;
  }

  /** A new cell: this key, then so many words of state, all zero. */
  public long[] cell(int stateWords) {
    return Arrays.copyOf(words, words.length + stateWords);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Key that && Arrays.equals(words, that.words);
  }

  @Override
  public int hashCode() {
    return hash();
  }

  @Override
  public String toString() {
    return values().toString();
  }

  private static Key pack(byte[] bytes) {
    long[] words = new long[1 + ((bytes.length + Long.BYTES - 1) >>> 3)];
    int whole = bytes.length & -Long.BYTES;
    for (int i = 0; i < whole; i += Long.BYTES) {
      words[1 + (i >>> 3)] = (long) WORD.get(bytes, i);
    }
    for (int i = whole; i < bytes.length; i++) {
      words[words.length - 1] |= (bytes[i] & 0xFFL) << ((i - whole) << 3);
    }
    words[0] = (hash(words, bytes.length) << 32) | bytes.length;
    return new Key(words);
  }

  private static long hash(long[] words, int length) {
    long hash = START ^ length;
    for (int i = 1; i < words.length; i++) {
      hash = folded(hash ^ words[i]);
    }
    hash = folded(hash);
    return hash ^ (hash >>> 29);
  }

  /**
   * Both halves of a product with the seed. The lower half alone would hand a difference in the
   * topmost bit on unchanged whatever the seed, so that the next word could cancel it.
   */
  private static long folded(long word) {
    return word * SEED ^ Math.multiplyHigh(word, SEED);
  }

  /** The bytes of the key that words begin with, laid out as above. */
  public static byte[] bytes(long[] words) {
    byte[] bytes = new byte[(int) words[0]];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) (words[1 + (i >>> 3)] >>> ((i & 7) << 3));
    }
    return bytes;
  }
}
