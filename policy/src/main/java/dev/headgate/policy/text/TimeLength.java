package dev.headgate.policy.text;

import dev.headgate.core.time.Micros;
import java.math.BigInteger;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Lengths of time: {@code 2s}, {@code 30 seconds}, {@code 500ms}, {@code minute}. */
public final class TimeLength {
  /** What a message says it expected. */
  static final String EXPECTED = "a length of time, for example 500ms, 2s, 30 seconds, 5m, 1h, 1d";

  private static final Pattern LENGTH = Pattern.compile("(?:(\\d{1,40})\\s*)?([a-z]+)");

  private static final Map<String, Long> UNITS =
      Map.ofEntries(
          Map.entry("us", 1L),
          Map.entry("ms", 1_000L),
          Map.entry("s", Micros.SECOND),
          Map.entry("second", Micros.SECOND),
          Map.entry("seconds", Micros.SECOND),
          Map.entry("m", 60 * Micros.SECOND),
          Map.entry("minute", 60 * Micros.SECOND),
          Map.entry("minutes", 60 * Micros.SECOND),
          Map.entry("h", 3_600 * Micros.SECOND),
          Map.entry("hour", 3_600 * Micros.SECOND),
          Map.entry("hours", 3_600 * Micros.SECOND),
          Map.entry("d", 86_400 * Micros.SECOND),
          Map.entry("day", 86_400 * Micros.SECOND),
          Map.entry("days", 86_400 * Micros.SECOND));

  private TimeLength() {}

  /** Microseconds, or null where the text is no length of time; of any size. */
  static @Nullable BigInteger parse(String text) {
    Matcher matcher = LENGTH.matcher(text);
    if (!matcher.matches()) {
      return null;
    }
    Long unit = UNITS.get(matcher.group(2));
    String count = matcher.group(1);
    boolean word = matcher.group(2).length() > 2;
    if (unit == null || (count == null && !word)) {
      return null;
    }
    return new BigInteger(count == null ? "1" : count).multiply(BigInteger.valueOf(unit));
  }

  /** The shortest way to write a length: {@code 2s}, {@code 1500ms}. */
  public static String write(long micros) {
    if (micros % 86_400_000_000L == 0) {
      return micros / 86_400_000_000L + "d";
    }
    if (micros % 3_600_000_000L == 0) {
      return micros / 3_600_000_000L + "h";
    }
    if (micros % 60_000_000L == 0) {
      return micros / 60_000_000L + "m";
    }
    if (micros % Micros.SECOND == 0) {
      return micros / Micros.SECOND + "s";
    }
    return micros % 1_000 == 0 ? micros / 1_000 + "ms" : micros + "us";
  }
}
