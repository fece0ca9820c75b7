package dev.headgate.client.reading;

import dev.headgate.client.profile.ResetKind;
import dev.headgate.headers.reading.RetryAfter;
import dev.headgate.headers.reading.RetryAfterReader;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads a reset of whatever form: first by its shape (date, duration, number), then, if it is a
 * number, by its size. Stateless.
 */
final class ResetReader {
  /** From which size on a number is an instant, and in which unit; the places are of a second. */
  private enum Size {
    NANOS(17, 9),
    MICROS(14, 6),
    MILLIS(11, 3),
    SECONDS(9, 0);

    private final BigDecimal least;
    private final int places;

    Size(int power, int places) {
      this.least = BigDecimal.TEN.pow(power);
      this.places = places;
    }
  }

  private static final int LENGTH_MAX = 80;

  private static final Pattern DURATION =
      Pattern.compile(
          "(?:(\\d{1,6})d)?(?:(\\d{1,9})h)?(?:(\\d{1,9})m(?!s))?"
              + "(?:(\\d{1,12}(?:\\.\\d{1,9})?)s)?(?:(\\d{1,15}(?:\\.\\d{1,9})?)ms)?");

  private static final Pattern ISO_DURATION =
      Pattern.compile("PT(?:(\\d{1,9})H)?(?:(\\d{1,9})M)?(?:(\\d{1,12}(?:\\.\\d{1,9})?)S)?");

  /** {@code Thu Mar 26 2026 16:00:00 GMT+0000 (Coordinated Universal Time)}. */
  private static final Pattern SCRIPT_DATE =
      Pattern.compile("(\\w{3} \\w{3} \\d{2} \\d{4} \\d\\d:\\d\\d:\\d\\d GMT[+-]\\d{4}).*");

  private static final DateTimeFormatter SCRIPT_FORM =
      DateTimeFormatter.ofPattern("EEE MMM dd yyyy HH:mm:ss 'GMT'xx", Locale.ROOT);

  /** How long from the receipt on, and whether that was guessed by size alone. */
  record Reset(long micros, boolean guessed) {}

  private final ServerTime time;

  ResetReader(ServerTime time) {
    this.time = time;
  }

  /** What {@code text} says, or null if nothing can be made of it. */
  @Nullable Reset read(@Nullable String text, ResetKind kind) {
    if (text == null || text.isEmpty() || text.length() > LENGTH_MAX) {
      return null;
    }
    BigDecimal number = Amounts.number(text);
    if (number != null) {
      return ofNumber(number, kind);
    }
    Long micros = ofShape(text);
    return micros == null ? null : new Reset(micros, false);
  }

  private Reset ofNumber(BigDecimal number, ResetKind kind) {
    return switch (kind) {
      case DELTA_SECONDS -> new Reset(Amounts.micros(number), false);
      case EPOCH_SECONDS -> new Reset(sinceEpoch(number), false);
      case BY_SHAPE -> bySize(number);
    };
  }

  private Reset bySize(BigDecimal number) {
    for (Size size : Size.values()) {
      if (number.compareTo(size.least) >= 0) {
        return new Reset(sinceEpoch(number.movePointLeft(size.places)), false);
      }
    }
    return new Reset(Amounts.micros(number), true);
  }

  private long sinceEpoch(BigDecimal seconds) {
    BigDecimal past = BigDecimal.valueOf(time.micros()).movePointLeft(6);
    return Amounts.micros(seconds.subtract(past));
  }

  private @Nullable Long ofShape(String text) {
    Instant now = Instant.EPOCH.plus(time.micros(), ChronoUnit.MICROS);
    if (RetryAfterReader.parse(text, now) instanceof RetryAfter.At(Instant instant)) {
      return time.until(instant);
    }
    Long duration = duration(text);
    return duration != null ? duration : scriptDate(text);
  }

  private static @Nullable Long duration(String text) {
    Matcher plain = DURATION.matcher(text);
    if (plain.matches()) {
      BigDecimal millis = part(plain, 5).movePointLeft(3);
      return sum(part(plain, 1), part(plain, 2), part(plain, 3), part(plain, 4).add(millis));
    }
    Matcher iso = ISO_DURATION.matcher(text);
    boolean any = iso.matches() && text.length() > "PT".length();
    return any ? sum(BigDecimal.ZERO, part(iso, 1), part(iso, 2), part(iso, 3)) : null;
  }

  private static Long sum(BigDecimal days, BigDecimal hours, BigDecimal minutes, BigDecimal secs) {
    BigDecimal hour = BigDecimal.valueOf(3_600);
    BigDecimal seconds = days.multiply(BigDecimal.valueOf(86_400)).add(hours.multiply(hour));
    return Amounts.micros(seconds.add(minutes.multiply(BigDecimal.valueOf(60))).add(secs));
  }

  private static BigDecimal part(Matcher matcher, int group) {
    String digits = matcher.group(group);
    return digits == null ? BigDecimal.ZERO : new BigDecimal(digits);
  }

  private @Nullable Long scriptDate(String text) {
    Matcher date = SCRIPT_DATE.matcher(text);
    if (!date.matches()) {
      return null;
    }
    try {
      return time.until(OffsetDateTime.parse(date.group(1), SCRIPT_FORM).toInstant());
    } catch (DateTimeException noSuchDay) {
      return null;
    }
  }
}
