package dev.headgate.core.time;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headgate.core.Seeds;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.util.List;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Periods of every zone of the JDK, for instants anywhere and close to where clocks change. */
@Tag("seeded")
class PeriodPropertyTest {
  private static final long FROM = 0;
  private static final long UNTIL = 7_258_118_400L * Micros.SECOND;
  private static final int DAYS_AROUND = 70;
  private static final List<ZoneId> ZONES =
      ZoneId.getAvailableZoneIds().stream().sorted().map(ZoneId::of).toList();

  /** A period with the days on which its stretches begin. */
  private record Stated(Period period, Predicate<LocalDate> begins) {}

  @Test
  void windowsOfEveryZoneAreThoseOfTheRulesOfTheZone() {
    Seeds.check(
        1,
        random -> {
          for (ZoneId zone : ZONES) {
            Stated stated = arbitrary(random, zone);
            for (int i = 0; i < 6; i++) {
              long instant = instant(random, zone);

              Window window = stated.period().at(instant);

              assertThat(window)
                  .as(about(stated, instant))
                  .isEqualTo(obvious(stated, zone, instant));
            }
          }
        });
  }

  @Test
  void windowsTileTimeWithoutGapOrOverlap() {
    Seeds.check(
        2,
        random -> {
          for (ZoneId zone : ZONES) {
            Stated stated = arbitrary(random, zone);
            Period period = stated.period();
            long instant = instant(random, zone);
            Window window = period.at(instant);

            String about = about(stated, instant);
            assertThat(window.contains(instant)).as(about).isTrue();
            assertThat(period.at(window.start())).as(about).isEqualTo(window);
            assertThat(period.at(window.end() - 1)).as(about).isEqualTo(window);
            assertThat(period.after(window).start()).as(about).isEqualTo(window.end());
            assertThat(period.before(window).end()).as(about).isEqualTo(window.start());
            assertThat(period.before(period.after(window))).as(about).isEqualTo(window);
            assertThat(window.length()).as(about).isLessThanOrEqualTo(period.longestLength());
          }
        });
  }

  @Test
  void windowsOfOneLengthTileTimeToo() {
    Seeds.check(
        1_000,
        random -> {
          Period period = Period.every(1 + random.nextLong(100_000_000_000L));
          long instant = random.nextLong(FROM, UNTIL);
          Window window = period.at(instant);

          assertThat(window.contains(instant)).isTrue();
          assertThat(window.length()).isEqualTo(period.typicalLength());
          assertThat(window.start() % period.typicalLength()).isZero();
          assertThat(period.after(window).start()).isEqualTo(window.end());
          assertThat(period.before(window).end()).isEqualTo(window.start());
        });
  }

  private static Stated arbitrary(RandomGenerator random, ZoneId zone) {
    int anchor = random.nextBoolean() ? 28 + random.nextInt(4) : 1 + random.nextInt(31);
    DayOfWeek first = DayOfWeek.of(1 + random.nextInt(7));
    return switch (random.nextInt(4)) {
      case 0, 1 -> new Stated(Period.day(zone), day -> true);
      case 2 -> new Stated(Period.week(zone, first), day -> day.getDayOfWeek() == first);
      default ->
          new Stated(
              Period.billingMonth(zone, anchor),
              day ->
                  day.getDayOfMonth() == anchor
                      || (anchor > day.lengthOfMonth()
                          && day.getDayOfMonth() == day.lengthOfMonth()));
    };
  }

  private static long instant(RandomGenerator random, ZoneId zone) {
    long instant = random.nextLong(FROM, UNTIL);
    ZoneOffsetTransition change = zone.getRules().nextTransition(Micros.instant(instant));
    if (change == null || random.nextInt(3) == 0) {
      change = zone.getRules().previousTransition(Micros.instant(instant));
    }
    if (change == null || random.nextInt(3) == 0 || Micros.of(change.getInstant()) < FROM) {
      return instant;
    }
    long hours = 26L * 3600 * Micros.SECOND;
    long near = random.nextBoolean() ? random.nextLong(-hours, hours) : random.nextLong(-1, 2);
    return Math.max(FROM, Micros.of(change.getInstant()) + near);
  }

  /** Looks at each day around, by the transitions of the zone alone. */
  private static Window obvious(Stated stated, ZoneId zone, long instant) {
    LocalDate day = LocalDate.ofInstant(Micros.instant(instant), ZoneOffset.UTC);
    List<Long> begins =
        IntStream.rangeClosed(-DAYS_AROUND, DAYS_AROUND)
            .mapToObj(day::plusDays)
            .filter(stated.begins())
            .map(first -> midnight(first, zone))
            .toList();
    return new Window(
        begins.stream().filter(begin -> begin <= instant).max(Long::compare).orElseThrow(),
        begins.stream().filter(begin -> begin > instant).min(Long::compare).orElseThrow());
  }

  private static long midnight(LocalDate day, ZoneId zone) {
    LocalDateTime local = LocalDateTime.of(day, LocalTime.MIDNIGHT);
    ZoneOffsetTransition change = zone.getRules().getTransition(local);
    Instant begin =
        change == null
            ? local.toInstant(zone.getRules().getValidOffsets(local).getFirst())
            : change.isGap() ? change.getInstant() : local.toInstant(change.getOffsetBefore());
    return begin.getEpochSecond() * Micros.SECOND;
  }

  private static String about(Stated stated, long instant) {
    return stated.period().name() + " at " + Micros.instant(instant);
  }
}
