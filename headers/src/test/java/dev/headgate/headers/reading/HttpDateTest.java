package dev.headgate.headers.reading;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headgate.headers.Seeds;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("seeded")
class HttpDateTest {

  private static final Instant NOW = Instant.parse("2026-03-26T15:30:00Z");

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "2026-03-26T15:30:00Z | Sunday, 06-Nov-94 08:49:37 GMT | 1994-11-06T08:49:37Z",
        "2026-03-26T15:30:00Z | Sunday, 06-Nov-30 08:49:37 GMT | 2030-11-06T08:49:37Z",
        "2026-03-26T15:30:00Z | Thursday, 26-Mar-76 15:30:00 GMT | 2076-03-26T15:30:00Z",
        "2026-03-26T15:30:00Z | Thursday, 26-Mar-76 15:30:01 GMT | 1976-03-26T15:30:01Z",
        "2099-12-31T00:00:00Z | Sunday, 01-Jan-00 00:00:00 GMT | 2100-01-01T00:00:00Z",
        "2099-12-31T00:00:00Z | Sunday, 01-Jan-50 00:00:00 GMT | 2050-01-01T00:00:00Z",
        "2060-01-01T00:00:00Z | Tuesday, 29-Feb-00 00:00:00 GMT | 2000-02-29T00:00:00Z"
      })
  void aYearOfTwoDigitsIsTheLatestWithinFiftyYears(Instant now, String text, Instant instant) {
    assertThat(HttpDate.parse(text, now)).contains(instant);
  }

  @Test
  void aLeapSecondIsTheNextMinute() {
    assertThat(HttpDate.parse("Sat, 31 Dec 2016 23:59:60 GMT", NOW))
        .contains(Instant.parse("2017-01-01T00:00:00Z"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Sun, 6 Nov 1994 08:49:37 GMT",
        "Sun, 06 Nov 94 08:49:37 GMT",
        "Sun 06 Nov 1994 08:49:37 GMT",
        "Sun, 06 nov 1994 08:49:37 GMT",
        "Son, 06 Nov 1994 08:49:37 GMT",
        "Sun, 06 Nov 1994 24:00:00 GMT",
        "Sun, 06 Nov 1994 08:60:37 GMT",
        "Sun, 06 Nov 1994 08:49:61 GMT",
        "Tue, 30 Feb 2027 08:49:37 GMT",
        "Sun, 00 Nov 1994 08:49:37 GMT",
        "Sun, 06 Nov 1994 08:49:37 UTC",
        "Sun, 06 Nov 1994 08:49:37 GMT ",
        "Sunday, 06-Nov-1994 08:49:37 GMT",
        "Sun, 06-Nov-94 08:49:37 GMT",
        "Wednsday, 30-Feb-94 08:49:37 GMT",
        "Tuesday, 30-Feb-94 08:49:37 GMT",
        "Sun Nov 6 08:49:37 1994",
        "Sun Nov  6 08:49:37 1994 GMT",
        ""
      })
  void whatIsNoDateOfHttpIsNone(String text) {
    assertThat(HttpDate.parse(text, NOW)).isEmpty();
  }

  @Test
  void everyInstantIsReadBackFromEveryForm() {
    List<DateTimeFormatter> forms =
        List.of(
            form("EEE, dd MMM uuuu HH:mm:ss 'GMT'"),
            form("EEEE, dd-MMM-uu HH:mm:ss 'GMT'"),
            form("EEE MMM ppd HH:mm:ss uuuu"));
    Seeds.check(
        3_000,
        random -> {
          // Within the fifty years on either side that two digits can tell.
          Instant instant = NOW.plusSeconds(random.nextLong(-1_500_000_000L, 1_500_000_000L));

          for (DateTimeFormatter form : forms) {
            assertThat(HttpDate.parse(form.format(instant), NOW)).contains(instant);
          }
        });
  }

  private static DateTimeFormatter form(String pattern) {
    return DateTimeFormatter.ofPattern(pattern, Locale.ENGLISH).withZone(ZoneOffset.UTC);
  }
}
