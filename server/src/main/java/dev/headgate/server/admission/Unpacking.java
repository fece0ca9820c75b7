package dev.headgate.server.admission;

import dev.headgate.core.counting.ObjectCounter;
import java.util.Locale;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.jspecify.annotations.Nullable;

/**
 * Unpacks a compressed body so that it can be counted, a piece at a time, and gives up on one that
 * grows beyond {@link #RATIO_MAX}. The caller's body is not touched. For one thread at a time;
 * holds native memory until it is closed.
 */
final class Unpacking implements AutoCloseable {
  /** Unpacked bytes that are always allowed. */
  static final long UNPACKED_FREE = 1 << 20;

  /** Unpacked bytes for each packed one beyond that; JSON comes to about 10. */
  static final long RATIO_MAX = 100;

  private static final int GZIP_TRAILER = 8;
  private static final int WHOLE_BYTE = 0xFF;

  /** How a body is packed (RFC 9110, section 8.4.1). */
  enum Coding {
    /** Not at all. */
    PLAIN,
    GZIP,
    /** With the wrapper of zlib, or as some send it without. */
    DEFLATE,
    /** In a way that cannot be counted. */
    OTHER;

    static Coding of(@Nullable String field) {
      if (field == null) {
        return PLAIN;
      }
      return switch (field.strip().toLowerCase(Locale.ROOT)) {
        case "", "identity" -> PLAIN;
        case "gzip", "x-gzip" -> GZIP;
        case "deflate" -> DEFLATE;
        default -> OTHER;
      };
    }
  }

  /** How far it has come. */
  enum State {
    RUNNING,
    /** All was unpacked. */
    ENDED,
    /** It is not packed as it says, or in several parts. */
    BROKEN,
    /** It grew beyond the bound. */
    TOO_LARGE
  }

  private final Coding coding;
  private final byte[] room;
  private final GzipHeader header = new GzipHeader();
  private @Nullable Inflater inflater;
  private State state = State.RUNNING;
  private long packed;
  private long unpacked;
  private long behind;

  /**
   * Unpacks one body.
   *
   * @param room for a piece that is unpacked; used within {@link #take} only
   */
  Unpacking(Coding coding, byte[] room) {
    this.coding = coding;
    this.room = room;
  }

  /** Where nothing came at all, nothing is missing. */
  State state() {
    return packed == 0 ? State.ENDED : state;
  }

  /** Takes packed bytes and feeds the counter what comes out. */
  void take(byte[] bytes, int from, int to, ObjectCounter counter) {
    packed += to - from;
    int at = from;
    while (coding == Coding.GZIP && at < to && !header.ended()) {
      if (!header.take(bytes[at] & WHOLE_BYTE)) {
        state = State.BROKEN;
      }
      at++;
    }
    if (at == to || state == State.BROKEN || state == State.TOO_LARGE) {
      return;
    }
    if (state == State.ENDED) {
      more(to - at);
      return;
    }
    try {
      unpack(inflater(bytes[at]), bytes, at, to, counter);
    } catch (DataFormatException broken) {
      state = State.BROKEN;
    }
  }

  private Inflater inflater(byte first) {
    Inflater known = inflater;
    if (known != null) {
      return known;
    }
    boolean wrapped = coding == Coding.DEFLATE && (first & 0x0F) == 8;
    Inflater fresh = new Inflater(!wrapped);
    inflater = fresh;
    return fresh;
  }

  private void unpack(Inflater source, byte[] bytes, int from, int to, ObjectCounter counter)
      throws DataFormatException {
    source.setInput(bytes, from, to - from);
    while (state == State.RUNNING) {
      int size = source.inflate(room);
      counter.feed(room, 0, size);
      unpacked += size;
      if (unpacked > UNPACKED_FREE + packed * RATIO_MAX) {
        state = State.TOO_LARGE;
      } else if (source.finished()) {
        state = State.ENDED;
        more(source.getRemaining());
      } else if (source.needsDictionary()) {
        state = State.BROKEN;
      } else if (size == 0) {
        return;
      }
    }
  }

  /** A second member behind the trailer is not unpacked, so the counts are not known. */
  private void more(int size) {
    behind += size;
    if (coding == Coding.GZIP && behind > GZIP_TRAILER) {
      state = State.BROKEN;
    }
  }

  @Override
  public void close() {
    Inflater held = inflater;
    if (held != null) {
      held.end();
    }
  }
}
