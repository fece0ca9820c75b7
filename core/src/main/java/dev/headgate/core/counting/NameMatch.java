package dev.headgate.core.counting;

/**
 * Compares the name of a member with those that a level wants, byte by byte as it comes, escapes
 * decoded. For one thread.
 */
final class NameMatch {
  private static final int PLAIN = 0;
  private static final int ESCAPED = 1;

  private byte[][] names = {};
  private int alive;
  private int position;

  /** {@link #PLAIN}, {@link #ESCAPED}, or 2 to 5: so many digits of a code unit less 1 are left. */
  private int escape;

  private int unit;
  private int high;

  /** Begins a name. */
  void begin(byte[][] wanted) {
    names = wanted;
    alive = (1 << wanted.length) - 1;
    position = 0;
    escape = PLAIN;
    high = 0;
  }

  /** Whether any name can still be the one. */
  boolean hopeless() {
    return alive == 0;
  }

  /** The name that was matched as a whole, as mask of one bit; 0 where none was. */
  int matched() {
    flushHigh();
    int found = 0;
    if (escape != PLAIN) {
      return found;
    }
    for (int i = 0; i < names.length; i++) {
      if ((alive & 1 << i) != 0 && names[i].length == position) {
        found |= 1 << i;
      }
    }
    return found;
  }

  /** The next byte between the quotes. */
  void take(byte b) {
    if (escape != PLAIN) {
      escaped(b);
    } else if (b == '\\') {
      escape = ESCAPED;
    } else {
      flushHigh();
      compare(b);
    }
  }

  private void compare(int b) {
    for (int i = 0; i < names.length; i++) {
      if ((alive & 1 << i) != 0
          && (position >= names[i].length || names[i][position] != (byte) b)) {
        alive &= ~(1 << i);
      }
    }
    position++;
  }

  private void escaped(byte b) {
    if (escape > ESCAPED) {
      digit(Character.digit(b, 16));
      return;
    }
    escape = PLAIN;
    switch (b) {
      case 'u' -> {
        escape = 5;
        unit = 0;
      }
      case 'b' -> single('\b');
      case 'f' -> single('\f');
      case 'n' -> single('\n');
      case 'r' -> single('\r');
      case 't' -> single('\t');
      case '"', '\\', '/' -> single(b);
      default -> alive = 0;
    }
  }

  private void digit(int digit) {
    if (digit < 0) {
      alive = 0;
      escape = PLAIN;
      return;
    }
    unit = unit * 16 + digit;
    escape--;
    if (escape == ESCAPED) {
      escape = PLAIN;
      unit((char) unit);
    }
  }

  private void single(int c) {
    flushHigh();
    compare(c);
  }

  /** A code unit of UTF-16; the first half of a pair waits for the second. */
  private void unit(char c) {
    if (Character.isLowSurrogate(c) && high != 0) {
      int point = Character.toCodePoint((char) high, c);
      high = 0;
      encode(point);
      return;
    }
    flushHigh();
    if (Character.isHighSurrogate(c)) {
      high = c;
    } else if (Character.isLowSurrogate(c)) {
      alive = 0;
    } else {
      encode(c);
    }
  }

  /** Half a pair is no character that a path can name. */
  private void flushHigh() {
    if (high != 0) {
      alive = 0;
      high = 0;
    }
  }

  private void encode(int point) {
    if (point < 0x80) {
      compare(point);
    } else if (point < 0x800) {
      compare(0xC0 | point >> 6);
      tail(point, 0);
    } else if (point < 0x10000) {
      compare(0xE0 | point >> 12);
      tail(point, 6);
    } else {
      compare(0xF0 | point >> 18);
      tail(point, 12);
    }
  }

  private void tail(int point, int shift) {
    for (int left = shift; left >= 0; left -= 6) {
      compare(0x80 | (point >> left & 0x3F));
    }
  }
}
