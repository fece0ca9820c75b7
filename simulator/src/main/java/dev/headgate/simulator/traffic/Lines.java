package dev.headgate.simulator.traffic;

import java.io.IOException;
import java.io.InputStream;

/** Cuts a stream into lines without copying them. For one thread. */
final class Lines implements AutoCloseable {
  /** The longest line, in bytes; of a longer one only the beginning is kept. */
  static final int LINE_MAX = 64 << 10;

  private static final int BUFFER = 2 * LINE_MAX;

  private final InputStream in;
  private final byte[] bytes = new byte[BUFFER];
  private int from;
  private int to;
  private int filled;
  private int next;
  private long number;
  private boolean cut;
  private boolean ended;

  Lines(InputStream in) {
    this.in = in;
  }

  /** Moves to the next line; false at the end. */
  boolean next() throws IOException {
    from = next;
    cut = false;
    int at = next;
    while (true) {
      int end = newline(at);
      if (end < filled) {
        cut = end - from > LINE_MAX;
        return line(cut ? from + LINE_MAX : end, end + 1);
      }
      if (filled - from > LINE_MAX) {
        return cutOff();
      }
      int known = filled - from;
      if (!fill()) {
        return filled > from && line(filled, filled);
      }
      at = from + known;
    }
  }

  /** Holds the line between {@link #from} and {@link #to}. */
  byte[] bytes() {
    return bytes;
  }

  int from() {
    return from;
  }

  int to() {
    return to;
  }

  /** The number of the line, from 1. */
  long number() {
    return number;
  }

  /** Whether the line was longer than {@link #LINE_MAX}. */
  boolean cut() {
    return cut;
  }

  @Override
  public void close() throws IOException {
    in.close();
  }

  private boolean line(int end, int following) {
    number++;
    to = end > from && bytes[end - 1] == '\r' ? end - 1 : end;
    next = following;
    return true;
  }

  /** Keeps the beginning of an endless line and skips the rest. */
  private boolean cutOff() throws IOException {
    int end = from + LINE_MAX;
    while (true) {
      int found = newline(end);
      if (found < filled) {
        line(end, found + 1);
        break;
      }
      filled = end;
      if (!fill()) {
        line(end, filled);
        break;
      }
      end = from + LINE_MAX;
    }
    cut = true;
    return true;
  }

  private int newline(int at) {
    int end = at;
    while (end < filled && bytes[end] != '\n') {
      end++;
    }
    return end;
  }

  /** Moves what is there to the beginning and reads more; false at the end. */
  private boolean fill() throws IOException {
    if (ended) {
      return false;
    }
    if (from > 0) {
      System.arraycopy(bytes, from, bytes, 0, filled - from);
      filled -= from;
      next -= from;
      from = 0;
    }
    int read = in.read(bytes, filled, bytes.length - filled);
    ended = read < 0;
    filled += Math.max(0, read);
    return !ended;
  }
}
