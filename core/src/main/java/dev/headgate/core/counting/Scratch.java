package dev.headgate.core.counting;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * A stretch of bytes with its strings and brackets found, eight bytes in a word, the first in the
 * lowest place. Owned by one thread and used by all its counters in turn; 12 KiB.
 *
 * <p>Arithmetic inside words after Mycroft's test for a byte that is zero; that the parity of the
 * quotes before a byte tells whether it is inside a string, and that an object can only end where
 * brackets close as often as it is deep, after simdjson (Langdale and Lemire, VLDB Journal 28,
 * 2019) and Mison (Li and others, VLDB 10, 2017). Every loop over all words is so plain that the
 * compiler turns it into vector instructions: that is why there are several.
 */
public final class Scratch {
  /** Bytes that are looked at together. */
  static final int BYTES = 2_048;

  private static final int WORDS = BYTES / Long.BYTES;

  /** Words whose brackets are counted together where nothing can end in them. */
  private static final int BLOCK = 8;

  /** No position of a byte. */
  private static final int NOWHERE = Integer.MIN_VALUE;

  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private static final long LOWEST = 0x0101010101010101L;
  private static final long HIGHEST = 0x8080808080808080L;
  private static final long LOW_HALVES = 0x0F0F0F0F0F0F0F0FL;
  private static final long QUOTES = LOWEST * '"';
  private static final long BACKSLASHES = LOWEST * '\\';
  private static final long SPACES = LOWEST * ' ';

  private final long[] words = new long[WORDS];

  /** Highest bit of a byte: parity of the quotes of its word up to and with it. */
  private final long[] parities = new long[WORDS];

  /** All ones where a word begins inside a string. */
  private final long[] inside = new long[WORDS];

  /** Highest bit of a byte: it is a bracket, inside a string or not. */
  private final long[] brackets = new long[WORDS];

  /** Bit 0 of a byte: a bracket outside strings; bit 4: one that opens. */
  private final long[] events = new long[WORDS];

  private final long[] backslashes = new long[WORDS];

  private byte[] bytes = {};
  private int from;
  private int length;
  private boolean endsInside;
  private boolean endsEscaping;

  /** A scratch for one thread. */
  public Scratch() {}

  /**
   * Finds strings and brackets.
   *
   * @param size at most {@link #BYTES}
   * @param startsInside whether the first byte continues a string
   * @param startsEscaped whether the byte before it was a backslash that is not escaped itself
   */
  void load(byte[] source, int begin, int size, boolean startsInside, boolean startsEscaped) {
    bytes = source;
    from = begin;
    length = size;
    int count = words(source, begin, size);
    quotes(words, parities);
    likelyBrackets(words, brackets);
    brackets(words, brackets);
    backslashes(words, backslashes);
    if (startsEscaped) {
      dropQuote(0);
    }
    strings(count, startsInside, startsEscaped ? 0 : NOWHERE);
    events(words, parities, inside, brackets, events);
  }

  /** Whether the byte behind the last one is inside a string. */
  boolean endsInside() {
    return endsInside;
  }

  /** Whether the last byte is a backslash that escapes what follows. */
  boolean endsEscaping() {
    return endsEscaping;
  }

  int length() {
    return length;
  }

  byte at(int position) {
    return bytes[from + position];
  }

  private int words(byte[] source, int begin, int size) {
    int whole = size / Long.BYTES;
    for (int i = 0; i < whole; i++) {
      words[i] = (long) LONGS.get(source, begin + i * Long.BYTES);
    }
    int rest = size - whole * Long.BYTES;
    if (rest == 0) {
      return whole;
    }
    long last = SPACES << (rest * Byte.SIZE);
    for (int i = 0; i < rest; i++) {
      last |= (source[begin + whole * Long.BYTES + i] & 0xFFL) << (i * Byte.SIZE);
    }
    words[whole] = last;
    return whole + 1;
  }

  private static void quotes(long[] words, long[] parities) {
    for (int i = 0; i < WORDS; i++) {
      long other = words[i] ^ QUOTES;
      long parity = ~(((other & ~HIGHEST) + ~HIGHEST) | other) & HIGHEST;
      parity ^= parity << 8;
      parity ^= parity << 16;
      parity ^= parity << 32;
      parities[i] = parity;
    }
  }

  /** {@code [ ] { }} are the bytes with the bits 6, 4, 3, 0 and one of 2 and 1, without 7. */
  private static void likelyBrackets(long[] words, long[] brackets) {
    for (int i = 0; i < WORDS; i++) {
      long word = words[i];
      brackets[i] = (word << 1) & (word << 3) & (word << 4) & (word << 7);
    }
  }

  private static void brackets(long[] words, long[] brackets) {
    for (int i = 0; i < WORDS; i++) {
      long word = words[i];
      brackets[i] &= ((word << 5) ^ (word << 6)) & ~word & HIGHEST;
    }
  }

  /** Where there is one, its byte is found, and perhaps bytes behind it. */
  private static void backslashes(long[] words, long[] backslashes) {
    for (int i = 0; i < WORDS; i++) {
      long other = words[i] ^ BACKSLASHES;
      backslashes[i] = (other - LOWEST) & ~other & HIGHEST;
    }
  }

  /** Follows the backslashes of one word; answers with the position of the byte last escaped. */
  private int unescape(int begin, long found, int before) {
    int escaped = before;
    for (long left = found; left != 0; left &= left - 1) {
      int position = begin + (Long.numberOfTrailingZeros(left) >>> 3);
      if (position != escaped && at(position) == '\\') {
        escaped = position + 1;
        dropQuote(escaped);
      }
    }
    return escaped;
  }

  /** A quote turns the parity of its byte and of those behind it in its word. */
  private void dropQuote(int position) {
    if (position < length && at(position) == '"') {
      parities[position >>> 3] ^= HIGHEST & (-1L << ((position & 7) * Byte.SIZE));
    }
  }

  /** Which words begin inside a string, once escaped quotes are taken out. */
  private void strings(int count, boolean startsInside, int startsEscaped) {
    int escaped = startsEscaped;
    long state = startsInside ? -1 : 0;
    for (int i = 0; i < count; i++) {
      if (backslashes[i] != 0) {
        escaped = unescape(i * Long.BYTES, backslashes[i], escaped);
      }
      inside[i] = state;
      state = (parities[i] ^ state) >> 63;
    }
    endsInside = state != 0;
    endsEscaping = escaped == length;
  }

  private static void events(
      long[] words, long[] parities, long[] inside, long[] brackets, long[] events) {
    for (int i = 0; i < WORDS; i++) {
      long bracket = brackets[i] & ~(parities[i] ^ inside[i]);
      events[i] = (bracket >>> 7) | ((bracket & (words[i] << 6)) >>> 3);
    }
  }

  /** Where the string ends that this byte is in: its quote, or the length where it is not here. */
  int stringEnd(int position) {
    int i = position >>> 3;
    long here = -1L << ((position & 7) * Byte.SIZE);
    for (; i * Long.BYTES < length; i++) {
      long outside = ~(parities[i] ^ inside[i]) & HIGHEST & here;
      if (outside != 0) {
        return Math.min(length, i * Long.BYTES + (Long.numberOfTrailingZeros(outside) >>> 3));
      }
      here = -1;
    }
    return length;
  }

  /**
   * Passes what is deeper.
   *
   * @param position of the first byte that is not yet accounted for
   * @param depth how many brackets are open
   * @return the depth at the end, with {@link #passed} the length; or 0, with {@code passed} the
   *     position behind the bracket that closes the outermost
   */
  long pass(int position, long depth) {
    int count = (length + Long.BYTES - 1) / Long.BYTES;
    long deep = depth;
    int i = position >>> 3;
    long here = events[i] & (-1L << ((position & 7) * Byte.SIZE));
    while (true) {
      long opening = (here >>> 4) & LOWEST;
      int opens = Long.bitCount(opening);
      int closes = Long.bitCount(here & LOWEST) - opens;
      if (closes >= deep) {
        deep = walk(i, here, deep);
        if (deep == 0) {
          return 0;
        }
      } else {
        deep += opens - closes;
      }
      i++;
      if ((i & (BLOCK - 1)) == 0) {
        while (i + BLOCK <= count) {
          long block = block(i);
          if ((int) block >= deep) {
            break;
          }
          deep += block >> 32;
          i += BLOCK;
        }
      }
      if (i >= count) {
        passed = length;
        return deep;
      }
      here = events[i];
    }
  }

  private int passed;

  /** How far the last {@link #pass} came. */
  int passed() {
    return passed;
  }

  /** How often brackets close in a block, and in the upper half by how much they deepen it. */
  private long block(int i) {
    long sum =
        events[i]
            + events[i + 1]
            + events[i + 2]
            + events[i + 3]
            + events[i + 4]
            + events[i + 5]
            + events[i + 6]
            + events[i + 7];
    long all = ((sum & LOW_HALVES) * LOWEST) >>> 56;
    long opens = (((sum >>> 4) & LOW_HALVES) * LOWEST) >>> 56;
    return (all - opens) | ((2 * opens - all) << 32);
  }

  /** One bracket of a word after the other. */
  private long walk(int i, long here, long depth) {
    long deep = depth;
    long left = here & LOWEST;
    while (left != 0) {
      int shift = Long.numberOfTrailingZeros(left);
      left &= left - 1;
      deep += ((here >>> (shift + 4)) & 1) != 0 ? 1 : -1;
      if (deep == 0) {
        passed = i * Long.BYTES + (shift >>> 3) + 1;
        return 0;
      }
    }
    return deep;
  }
}
