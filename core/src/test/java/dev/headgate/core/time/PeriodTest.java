package dev.headgate.core.time;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PeriodTest {
  private static final long HOUR = 3600 * Micros.SECOND;
  private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

  @Test
  void hoursAreThoseOfUtc() {
    assertWindow(
        Period.hour(), "2025-11-24T16:25:28Z", "2025-11-24T16:00:00Z", "2025-11-24T17:00:00Z");
  }

  /** Vector 6 of the field's facts: the time to the end of the hour. */
  @Test
  void theHourEndsIn2072SecondsAt162528() {
    long now = at("2025-11-24T16:25:28Z");

    assertThat(Micros.secondsUntil(now, Period.hour().at(now).end())).isEqualTo(2_072);
    assertThat(Micros.secondsUntil(now - 1, Period.hour().at(now).end())).isEqualTo(2_073);
    assertThat(Micros.secondsUntil(now, now)).isZero();
    assertThat(Micros.secondsUntil(now, now - 1)).isZero();
  }

  @Test
  void aDayHas23HoursInSpringAnd25InAutumn() {
    assertThat(Period.day(BERLIN).at(at("2026-03-29T12:00:00Z")).length()).isEqualTo(23 * HOUR);
    assertThat(Period.day(BERLIN).at(at("2026-10-25T12:00:00Z")).length()).isEqualTo(25 * HOUR);
    assertThat(Period.day(BERLIN).at(at("2026-10-26T12:00:00Z")).length()).isEqualTo(24 * HOUR);
  }

  @Test
  void aDayWhoseMidnightDoesNotExistBeginsAfterTheGap() {
    Period cairo = Period.day(ZoneId.of("Africa/Cairo"));

    assertWindow(cairo, "2024-04-26T09:00:00Z", "2024-04-25T22:00:00Z", "2024-04-26T21:00:00Z");
  }

  @Test
  void aDayThatItsZoneSkippedHasNoWindow() {
    Period apia = Period.day(ZoneId.of("Pacific/Apia"));

    Window last = apia.at(at("2011-12-30T09:00:00Z"));

    assertThat(Micros.instant(last.end())).isEqualTo(Instant.parse("2011-12-30T10:00:00Z"));
    assertThat(apia.after(last).length()).isEqualTo(24 * HOUR);
  }

  @Test
  void aDayThatBeginsTwiceIsOneWindow() {
    Period havana = Period.day(ZoneId.of("America/Havana"));

    assertThat(havana.at(at("2024-11-03T04:30:00Z")).length()).isEqualTo(25 * HOUR);
    assertThat(havana.at(at("2024-11-03T05:30:00Z")))
        .isEqualTo(havana.at(at("2024-11-03T04:30:00Z")));
  }

  @Test
  void aWeekBeginsOnItsDay() {
    assertWindow(
        Period.week(ZoneOffset.UTC, DayOfWeek.SUNDAY),
        "2026-11-21T23:59:59Z",
        "2026-11-15T00:00:00Z",
        "2026-11-22T00:00:00Z");
  }

  @Test
  void februaryHas29DaysInLeapYears() {
    assertWindow(
        Period.month(ZoneOffset.UTC),
        "2028-02-29T23:59:59Z",
        "2028-02-01T00:00:00Z",
        "2028-03-01T00:00:00Z");
  }

  @Test
  void aBillingMonthOfThe31stBeginsOnTheLastDayOfShortMonths() {
    Period billing = Period.billingMonth(ZoneOffset.UTC, 31);

    assertWindow(billing, "2026-01-31T00:00:00Z", "2026-01-31T00:00:00Z", "2026-02-28T00:00:00Z");
    assertWindow(billing, "2026-03-30T00:00:00Z", "2026-02-28T00:00:00Z", "2026-03-31T00:00:00Z");
    assertWindow(billing, "2028-02-29T00:00:00Z", "2028-02-29T00:00:00Z", "2028-03-31T00:00:00Z");
  }

  @Test
  void aLifetimeNeverEnds() {
    Window life = Period.lifetime().at(at("2026-01-01T00:00:00Z"));

    assertThat(life).isEqualTo(new Window(0, Micros.NEVER));
    assertThat(Period.lifetime().after(life)).isEqualTo(life);
  }

  @Test
  void namesTellKindAndZone() {
    assertThat(Period.hour().name()).isEqualTo("every-PT1H");
    assertThat(Period.day(BERLIN).name()).isEqualTo("day@Europe/Berlin");
    assertThat(Period.week(BERLIN, DayOfWeek.MONDAY).name()).isEqualTo("week-MONDAY@Europe/Berlin");
    assertThat(Period.month(ZoneOffset.UTC).name()).isEqualTo("month@Z");
    assertThat(Period.billingMonth(BERLIN, 15).name()).isEqualTo("month-15@Europe/Berlin");
    assertThat(Period.lifetime().name()).isEqualTo("lifetime");
  }

  @Test
  void threadsThatAskForDifferentWindowsGetTheirOwn() {
    Period day = Period.day(BERLIN);
    long start = at("2026-01-01T12:00:00Z");

    boolean right =
        IntStream.range(0, 200_000)
            .parallel()
            .mapToLong(i -> start + (i % 7L) * 24 * HOUR)
            .allMatch(instant -> day.at(instant).contains(instant));

    assertThat(right).isTrue();
  }

  @Test
  void lengthsAndAnchorsOutOfBoundsAreRefused() {
    assertThatThrownBy(() -> Period.every(0))
        .hasMessage("length: 0 (expected: 1 to 2251799813685247)");
    assertThatThrownBy(() -> Period.billingMonth(BERLIN, 32))
        .hasMessage("anchor: 32 (expected: 1 to 31)");
  }

  private static void assertWindow(Period period, String instant, String start, String end) {
    assertThat(period.at(at(instant))).isEqualTo(new Window(at(start), at(end)));
  }

  private static long at(String instant) {
    return Micros.of(Instant.parse(instant));
  }
}
