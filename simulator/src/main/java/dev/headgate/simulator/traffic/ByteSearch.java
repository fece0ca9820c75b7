package dev.headgate.simulator.traffic;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Finds a byte, eight at a time. In a word that was made zero where the byte stands, {@code (w -
 * 0x01..01) & ~w & 0x80..80} has its lowest set bit in the first such place (Mycroft's test; above
 * it there may be false ones, which are not looked at).
 */
final class ByteSearch {
  private static final VarHandle WORD =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private static final long ONES = 0x0101010101010101L;
  private static final long TOPS = 0x8080808080808080L;

  private ByteSearch() {}

  /** The first index at which one of two bytes stands, or {@code to}. */
  static int either(byte one, byte other, byte[] bytes, int from, int to) {
    long ones = (one & 0xFF) * ONES;
    long others = (other & 0xFF) * ONES;
    int at = from;
    for (; at <= to - Long.BYTES; at += Long.BYTES) {
      long word = (long) WORD.get(bytes, at);
      long found = zeros(word ^ ones) | zeros(word ^ others);
      if (found != 0) {
        return at + (Long.numberOfTrailingZeros(found) >>> 3);
      }
    }
    while (at < to && bytes[at] != one && bytes[at] != other) {
      at++;
    }
    return at;
  }

  private static long zeros(long word) {
    return (word - ONES) & ~word & TOPS;
  }
}
