package dev.headgate.server.admission;

/** Passes the header of a gzip member byte by byte (RFC 1952, section 2.3). */
final class GzipHeader {
  private static final int FIXED = 10;
  private static final int CHECKED = 2;
  private static final int EXTRA = 4;
  private static final int NAMED = 8;
  private static final int COMMENTED = 16;
  private static final int[] BEGINNING = {0x1F, 0x8B, 8};

  private int position;
  private int flags;
  private int extraLeft;
  private int lengthBytes;
  private int checkLeft;

  /** Whether all of it has passed. */
  boolean ended() {
    return position == FIXED && flags == 0 && checkLeft == 0;
  }

  /** Takes a byte while it has not ended; false where this is no gzip. */
  boolean take(int b) {
    if (position < FIXED) {
      return fixed(b);
    }
    if ((flags & EXTRA) != 0) {
      extra(b);
    } else if ((flags & NAMED) != 0) {
      flags &= b == 0 ? ~NAMED : ~0;
    } else if ((flags & COMMENTED) != 0) {
      flags &= b == 0 ? ~COMMENTED : ~0;
    } else {
      checkLeft--;
    }
    return true;
  }

  private boolean fixed(int b) {
    boolean expected = position >= BEGINNING.length || b == BEGINNING[position];
    if (position == BEGINNING.length) {
      flags = b & (EXTRA | NAMED | COMMENTED);
      checkLeft = (b & CHECKED) != 0 ? 2 : 0;
    }
    position++;
    return expected;
  }

  private void extra(int b) {
    if (lengthBytes < 2) {
      extraLeft |= b << (8 * lengthBytes);
      lengthBytes++;
    } else {
      extraLeft--;
    }
    if (lengthBytes == 2 && extraLeft == 0) {
      flags &= ~EXTRA;
    }
  }
}
