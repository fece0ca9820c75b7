package dev.headgate.simulator.mapping;

import dev.headgate.core.time.Micros;
import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/**
 * Reads instants as logs write them: ISO 8601, the time of the common log format, or a number of
 * seconds, milliseconds, microseconds or nanoseconds since the epoch, told apart by its size. Knows
 * texts of late again, because many lines have the same second. For one thread.
 */
final class StampText {
  private static final String MONTHS = "JanFebMarAprMayJunJulAugSepOctNovDec";
  private static final int FRACTION_DIGITS = 6;

  /** How many texts are known again; a power of two. */
  private static final int KNOWN = 256;

  /** Above these a number since the epoch is in a finer unit (the year 5138 in the coarser). */
  private static final long SECONDS_MAX = 100_000_000_000L;

  private static final long MILLIS_MAX = SECONDS_MAX * 1_000;
  private static final long MICROS_MAX = MILLIS_MAX * 1_000;

  private final ZoneId zone;
  private final @Nullable Known[] known = new @Nullable Known[KNOWN];
  private long micros;
  private long tick;

  /** A text of late and what it means. */
  private record Known(String text, long micros, long tick) {}

  /** Where the reading stands. */
  private String text = "";

  private int at;

  StampText(ZoneId zone) {
    this.zone = zone;
  }

  /** Reads a text; false where it is no time from 1970 on that can be told exactly. */
  boolean read(String stamp) {
    int slot = stamp.hashCode() & (KNOWN - 1);
    Known before = known[slot];
    if (before != null && before.text.equals(stamp)) {
      micros = before.micros;
      tick = before.tick;
      return true;
    }
    text = stamp;
    at = 0;
    try {
      boolean read = stamp.indexOf('/') > 0 ? common() : isNumber() ? number() : iso();
      if (!read || micros < 0 || micros >= Micros.NEVER) {
        return false;
      }
    } catch (DateTimeException | ArithmeticException | StringIndexOutOfBoundsException malformed) {
      return false;
    }
    known[slot] = new Known(stamp, micros, tick);
    return true;
  }

  /** The instant in microseconds. */
  long micros() {
    return micros;
  }

  /** How long the text stands for, in microseconds. */
  long tick() {
    return tick;
  }

  private boolean isNumber() {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if ((c < '0' || c > '9') && c != '.') {
        return false;
      }
    }
    return !text.isEmpty();
  }

  private boolean number() {
    long whole = digits(1, 19);
    if (at < text.length()) {
      micros = Math.addExact(Math.multiplyExact(whole, Micros.SECOND), fraction());
      return at == text.length();
    }
    if (whole < SECONDS_MAX) {
      tick = Micros.SECOND;
    } else if (whole < MILLIS_MAX) {
      tick = 1_000;
    } else {
      tick = 1;
    }
    micros = whole < MICROS_MAX ? Math.multiplyExact(whole, tick) : whole / 1_000;
    return true;
  }

  /** For example {@code 17/May/2015:10:05:03 +0000}. */
  private boolean common() {
    int day = (int) digits(2, 2);
    expect('/');
    int month = MONTHS.indexOf(text.substring(at, at + 3));
    at += 3;
    expect('/');
    int year = (int) digits(4, 4);
    expect(':');
    if (month < 0 || month % 3 != 0) {
      return false;
    }
    long clock = clock();
    tick = Micros.SECOND;
    long fraction = fraction();
    LocalDateTime local = local(year, month / 3 + 1, day, clock);
    expect(' ');
    micros = local.toEpochSecond(offset(local)) * Micros.SECOND + fraction;
    return at == text.length();
  }

  /** For example {@code 2026-03-02T09:00:00.125Z}; a space may stand for the T. */
  private boolean iso() {
    int year = (int) digits(4, 4);
    expect('-');
    int month = (int) digits(2, 2);
    expect('-');
    int day = (int) digits(2, 2);
    if (text.charAt(at) != 'T' && text.charAt(at) != ' ') {
      return false;
    }
    at++;
    long clock = clock();
    tick = Micros.SECOND;
    long fraction = fraction();
    LocalDateTime local = local(year, month, day, clock);
    micros = local.toEpochSecond(offset(local)) * Micros.SECOND + fraction;
    return at == text.length();
  }

  private static LocalDateTime local(int year, int month, int day, long clock) {
    // A leap second, 23:59:60, is the second after it.
    return LocalDateTime.of(year, month, day, 0, 0).plusSeconds(clock);
  }

  /** Seconds of the day. */
  private long clock() {
    long hour = digits(2, 2);
    expect(':');
    long minute = digits(2, 2);
    expect(':');
    long second = digits(2, 2);
    if (hour > 23 || minute > 59 || second > 60) {
      throw new DateTimeException("no such time");
    }
    return hour * 3_600 + minute * 60 + second;
  }

  /** Microseconds behind a full stop or a comma; also sets the tick by its digits. */
  private long fraction() {
    tick = Micros.SECOND;
    if (at >= text.length() || (text.charAt(at) != '.' && text.charAt(at) != ',')) {
      return 0;
    }
    at++;
    int begin = at;
    long found = 0;
    while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
      if (at - begin < FRACTION_DIGITS) {
        found = 10 * found + text.charAt(at) - '0';
        tick /= 10;
      }
      at++;
    }
    return found * tick;
  }

  /** Z, an offset with or without a colon, or nothing: then that of the zone. */
  private ZoneOffset offset(LocalDateTime local) {
    if (at < text.length() && text.charAt(at) == ' ') {
      at++;
    }
    if (at == text.length()) {
      return zone.getRules().getOffset(local);
    }
    char sign = text.charAt(at++);
    if (sign == 'Z') {
      return ZoneOffset.UTC;
    }
    if (sign != '+' && sign != '-') {
      throw new DateTimeException("no offset");
    }
    int hours = (int) digits(2, 2);
    if (at < text.length() && text.charAt(at) == ':') {
      at++;
    }
    int minutes = at < text.length() ? (int) digits(2, 2) : 0;
    int seconds = hours * 3_600 + minutes * 60;
    return ZoneOffset.ofTotalSeconds(sign == '-' ? -seconds : seconds);
  }

  private void expect(char wanted) {
    if (text.charAt(at++) != wanted) {
      throw new DateTimeException("expected: " + wanted);
    }
  }

  private long digits(int least, int most) {
    int begin = at;
    long found = 0;
    while (at < text.length() && at - begin < most && Character.isDigit(text.charAt(at))) {
      found = Math.addExact(Math.multiplyExact(found, 10L), text.charAt(at) - '0');
      at++;
    }
    if (at - begin < least) {
      throw new DateTimeException("expected: a digit");
    }
    return found;
  }
}
