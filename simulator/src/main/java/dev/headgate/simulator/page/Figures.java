package dev.headgate.simulator.page;

import dev.headgate.core.time.Micros;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Numbers and instants as the page writes them. */
final class Figures {
  private static final DateTimeFormatter MINUTE =
      DateTimeFormatter.ofPattern("d MMM uuuu HH:mm", Locale.ROOT).withZone(ZoneOffset.UTC);

  private static final DateTimeFormatter SECOND =
      DateTimeFormatter.ofPattern("d MMM uuuu HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);

  private static final long[] SHORT = {1_000_000_000_000L, 1_000_000_000L, 1_000_000L, 1_000L};
  private static final String[] LETTERS = {"T", "G", "M", "k"};
  private static final long HOUR = 3_600;
  private static final long MINUTES = 60;

  private Figures() {}

  /** With commas between thousands. */
  static String whole(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }

  /** At most five characters, for axes: {@code 1.5k}. */
  static String brief(long number) {
    for (int i = 0; i < SHORT.length; i++) {
      if (number >= SHORT[i]) {
        long tenths = number / (SHORT[i] / 10);
        String rest = tenths % 10 == 0 ? "" : "." + tenths % 10;
        return tenths / 10 + rest + LETTERS[i];
      }
    }
    return Long.toString(number);
  }

  /** A share of a whole; a dash where there is no whole. */
  static String share(long part, long whole) {
    return whole == 0 ? "–" : String.format(Locale.ROOT, "%.1f\u00A0%%", 100.0 * part / whole);
  }

  /** An instant to the minute; a dash for one that never came. */
  static String minute(long micros) {
    return micros >= Micros.NEVER ? "–" : MINUTE.format(Micros.instant(micros));
  }

  /** An instant to the second; a dash for one that never came. */
  static String second(long micros) {
    return micros >= Micros.NEVER ? "–" : SECOND.format(Micros.instant(micros));
  }

  /** A length of time in the two largest units that it has. */
  static String length(long seconds) {
    if (seconds < MINUTES) {
      return seconds + "\u00A0s";
    }
    return seconds < HOUR
        ? parts(seconds / MINUTES, "min", seconds % MINUTES, "s")
        : parts(seconds / HOUR, "h", seconds % HOUR / MINUTES, "min");
  }

  private static String parts(long large, String largeUnit, long small, String smallUnit) {
    String first = whole(large) + "\u00A0" + largeUnit;
    return small == 0 ? first : first + "\u00A0" + small + "\u00A0" + smallUnit;
  }

  /** Of a day, for the rows of a heat map. */
  static String day(Instant day, String pattern) {
    return DateTimeFormatter.ofPattern(pattern, Locale.ROOT).withZone(ZoneOffset.UTC).format(day);
  }

  /** Cut to so many characters, with a mark where it was. */
  static String cut(String text, int most) {
    int length = text.codePointCount(0, text.length());
    return length <= most ? text : text.substring(0, text.offsetByCodePoints(0, most - 1)) + "…";
  }
}
