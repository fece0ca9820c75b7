package dev.headgate.server.store.sqlite;

import java.util.Arrays;

/**
 * Counters of one key as bytes: for each the number of its limit's name, how many words it has, and
 * the words; numbers in groups of seven bits, the lowest first. For one thread.
 */
final class Words {
  private byte[] bytes = new byte[256];
  private int size;

  /** Begins anew. */
  void clear() {
    size = 0;
  }

  boolean isEmpty() {
    return size == 0;
  }

  void counter(int name, long[] words, int from, int to) {
    number(name);
    number(to - from);
    for (int i = from; i < to; i++) {
      number(words[i]);
    }
  }

  byte[] bytes() {
    return Arrays.copyOf(bytes, size);
  }

  private void number(long value) {
    if (bytes.length - size < 10) {
      bytes = Arrays.copyOf(bytes, 2 * bytes.length);
    }
    long rest = value;
    while ((rest & ~0x7FL) != 0) {
      bytes[size++] = (byte) (rest | 0x80);
      rest >>>= 7;
    }
    bytes[size++] = (byte) rest;
  }

  /** Is told of one counter. */
  @FunctionalInterface
  interface Reader {
    void counter(int name, long[] words);
  }

  /**
   * Reads such bytes.
   *
   * @throws IllegalArgumentException where they are damaged
   */
  static void read(byte[] bytes, Reader reader) {
    int[] at = new int[1];
    while (at[0] < bytes.length) {
      int name = Math.toIntExact(number(bytes, at));
      long count = number(bytes, at);
      if (count < 0 || count > bytes.length - at[0]) {
        throw damaged(bytes);
      }
      long[] words = new long[(int) count];
      for (int i = 0; i < words.length; i++) {
        words[i] = number(bytes, at);
      }
      reader.counter(name, words);
    }
  }

  private static long number(byte[] bytes, int[] at) {
    long value = 0;
    for (int shift = 0; shift < Long.SIZE && at[0] < bytes.length; shift += 7) {
      byte group = bytes[at[0]++];
      value |= (group & 0x7FL) << shift;
      if (group >= 0) {
        return value;
      }
    }
    throw damaged(bytes);
  }

  private static IllegalArgumentException damaged(byte[] bytes) {
    return new IllegalArgumentException(
        "counters: cut short or damaged, " + bytes.length + " bytes (expected: whole numbers)");
  }
}
