package dev.headgate.client.reading;

import dev.headgate.headers.reading.FieldLines;
import dev.headgate.headers.reading.RetryAfterReader;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Numbers in fields, tolerant and bounded. Stateless. */
final class Amounts {
  /** The greatest quota or remaining; a greater one is read as this. */
  static final long MAX = 1_000_000_000_000_000L;

  /** The longest delay in microseconds; a longer one is read as this. */
  static final long DELAY_MAX = RetryAfterReader.WAIT_MAX.toSeconds() * 1_000_000L;

  private static final int LENGTH_MAX = 40;
  private static final int PLACES_OF_MICROS = 6;
  private static final Pattern NUMBER = Pattern.compile("\\d+(?:\\.\\d+)?");

  private Amounts() {}

  /** The first line of a field, or null if there is none. */
  static @Nullable String line(FieldLines fields, String name) {
    List<String> lines = fields.lines(name);
    return lines.isEmpty() ? null : lines.getFirst().strip();
  }

  /** A whole number or one with a fraction, which is cut; null if it is none. */
  static @Nullable Long whole(@Nullable String text) {
    BigDecimal number = number(text);
    return number == null ? null : number.min(BigDecimal.valueOf(MAX)).longValue();
  }

  /** A number that is not negative, or null. */
  static @Nullable BigDecimal number(@Nullable String text) {
    boolean readable =
        text != null && text.length() <= LENGTH_MAX && NUMBER.matcher(text).matches();
    return readable ? new BigDecimal(text) : null;
  }

  /** Seconds as microseconds, rounded up, at most the longest delay. */
  static long micros(BigDecimal seconds) {
    BigDecimal micros = seconds.movePointRight(PLACES_OF_MICROS).setScale(0, RoundingMode.CEILING);
    return micros.min(BigDecimal.valueOf(DELAY_MAX)).max(BigDecimal.ZERO).longValue();
  }

  /** Whole seconds as microseconds, at most the longest delay. */
  static @Nullable Long micros(@Nullable Long seconds) {
    return seconds == null ? null : Math.min(seconds, DELAY_MAX / 1_000_000) * 1_000_000;
  }
}
