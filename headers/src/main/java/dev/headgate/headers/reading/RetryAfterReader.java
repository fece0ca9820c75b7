package dev.headgate.headers.reading;

import dev.headgate.headers.structured.Ascii;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * Reads {@code Retry-After}: whole seconds or an HTTP date (RFC 9110, section 10.2.3), and what is
 * met besides: seconds with a fraction, ISO 8601 with or without seconds, and milliseconds in
 * fields of their own. Stateless.
 */
public final class RetryAfterReader {

  /** The name of the field. */
  public static final String FIELD = "Retry-After";

  /** The longest wait; a longer one is read as this (2^31 s, RFC 9111, section 1.2.2). */
  public static final Duration WAIT_MAX = Duration.ofSeconds(1L << 31);

  /** The longest value that is looked at, in characters. */
  public static final int LENGTH_MAX = 128;

  private static final List<String> MILLIS_FIELDS =
      List.of("Retry-After-Ms", "X-Ms-Retry-After-Ms");
  private static final int PLACES_OF_MILLIS = 3;
  private static final int PLACES_OF_NANOS = 9;
  private static final Pattern NUMBER = Pattern.compile("\\d+(?:\\.\\d+)?");

  private RetryAfterReader() {}

  /**
   * What {@code fields} say: the milliseconds if they are readable, because they are the same wait
   * told more exactly, else {@code Retry-After}. Of several lines the latest counts.
   *
   * @param now the instant of the response, to compare lines and for years of two digits
   */
  public static RetryAfter read(FieldLines fields, Instant now) {
    RetryAfter answer = latest(fields.lines(FIELD), line -> parse(line, now), now);
    for (String field : MILLIS_FIELDS) {
      RetryAfter exact = latest(fields.lines(field), RetryAfterReader::parseMillis, now);
      boolean better = exact.notBefore(now).isPresent() || answer instanceof RetryAfter.Absent;
      answer = better ? exact : answer;
    }
    return answer;
  }

  /** What one value of {@code Retry-After} says. */
  public static RetryAfter parse(String value, Instant now) {
    String text = value.strip();
    if (text.length() > LENGTH_MAX) {
      return unreadable(text);
    }
    if (NUMBER.matcher(text).matches()) {
      return wait(text, 0);
    }
    return HttpDate.parse(text, now)
        .or(() -> isoInstant(text))
        .<RetryAfter>map(RetryAfter.At::new)
        .orElseGet(() -> unreadable(text));
  }

  private static RetryAfter parseMillis(String value) {
    String text = value.strip();
    boolean number = text.length() <= LENGTH_MAX && NUMBER.matcher(text).matches();
    return number ? wait(text, PLACES_OF_MILLIS) : unreadable(text);
  }

  /** Unreadable lines do not hide a readable one. */
  private static RetryAfter latest(
      List<String> lines, Function<String, RetryAfter> parse, Instant now) {
    Comparator<RetryAfter> byInstant =
        Comparator.comparing(answer -> answer.notBefore(now).orElse(Instant.MIN));
    return lines.stream().map(parse).max(byInstant).orElseGet(RetryAfter.Absent::new);
  }

  private static RetryAfter wait(String number, int places) {
    BigDecimal seconds = new BigDecimal(number).movePointLeft(places);
    BigDecimal bounded = seconds.min(BigDecimal.valueOf(WAIT_MAX.toSeconds()));
    BigDecimal nanos = bounded.movePointRight(PLACES_OF_NANOS).setScale(0, RoundingMode.CEILING);
    return new RetryAfter.Wait(Duration.ofNanos(nanos.longValueExact()));
  }

  private static Optional<Instant> isoInstant(String text) {
    try {
      return Optional.of(OffsetDateTime.parse(text).toInstant());
    } catch (DateTimeException notIso) {
      return Optional.empty();
    }
  }

  private static RetryAfter unreadable(String text) {
    return new RetryAfter.Unreadable(
        FIELD + ": " + Ascii.shown(text) + " (expected: whole seconds or an HTTP date)");
  }
}
