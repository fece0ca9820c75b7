package dev.headgate.headers.reading;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads the dates of HTTP in all three forms (RFC 9110, section 5.6.7). The day of the week must be
 * one, but is not held against the date. Stateless.
 */
public final class HttpDate {

  private static final int LENGTH_MAX = 40;
  private static final int TWO_DIGIT_YEARS_AHEAD_MAX = 50;
  private static final List<String> MONTHS =
      List.of("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec");

  private static final String MONTH = "(?<month>" + String.join("|", MONTHS) + ")";
  private static final String TIME = "(?<hour>\\d\\d):(?<minute>\\d\\d):(?<second>\\d\\d)";
  private static final String SHORT_DAY = "(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)";
  private static final String LONG_DAY = "(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day";
  private static final List<Pattern> FORMS =
      List.of(
          Pattern.compile(
              SHORT_DAY + ", (?<day>\\d\\d) " + MONTH + " (?<year>\\d{4}) " + TIME + " GMT"),
          Pattern.compile(
              LONG_DAY + ", (?<day>\\d\\d)-" + MONTH + "-(?<year>\\d\\d) " + TIME + " GMT"),
          Pattern.compile(
              SHORT_DAY + " " + MONTH + " (?<day>[ \\d]\\d) " + TIME + " (?<year>\\d{4})"));

  private HttpDate() {}

  /**
   * The instant that {@code text} states, or empty if it is no date of HTTP.
   *
   * @param now decides the century of a year of two digits: the latest one that does not put the
   *     date more than 50 years ahead
   */
  public static Optional<Instant> parse(String text, Instant now) {
    if (text.length() > LENGTH_MAX) {
      return Optional.empty();
    }
    return FORMS.stream()
        .map(form -> form.matcher(text))
        .filter(Matcher::matches)
        .findFirst()
        .flatMap(date -> instant(date, now));
  }

  private static Optional<Instant> instant(Matcher date, Instant now) {
    int year = Integer.parseInt(date.group("year"));
    return date.group("year").length() == 2 ? century(date, year, now) : ofYear(date, year);
  }

  private static Optional<Instant> century(Matcher date, int twoDigits, Instant now) {
    LocalDateTime today = LocalDateTime.ofInstant(now, ZoneOffset.UTC);
    Instant latest = today.plusYears(TWO_DIGIT_YEARS_AHEAD_MAX).toInstant(ZoneOffset.UTC);
    int century = today.getYear() / 100 * 100;
    return List.of(century + 100, century, century - 100).stream()
        .flatMap(start -> ofYear(date, start + twoDigits).stream())
        .filter(instant -> !instant.isAfter(latest))
        .findFirst();
  }

  private static Optional<Instant> ofYear(Matcher date, int year) {
    int second = number(date, "second");
    // A leap second, the 60th, is the first instant of the next minute.
    int leap = second == 60 ? 1 : 0;
    int month = MONTHS.indexOf(date.group("month")) + 1;
    try {
      return Optional.of(
          LocalDateTime.of(year, month, number(date, "day"), number(date, "hour"), 0)
              .withMinute(number(date, "minute"))
              .withSecond(second - leap)
              .plusSeconds(leap)
              .toInstant(ZoneOffset.UTC));
    } catch (DateTimeException noSuchDay) {
      return Optional.empty();
    }
  }

  private static int number(Matcher date, String part) {
    return Integer.parseInt(date.group(part).strip());
  }
}
