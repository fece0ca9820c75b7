package dev.headgate.simulator.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headgate.core.time.Micros;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("seeded")
@Tag("seeded")
class StampTextTest {
  private static final long SEED = Long.getLong("headgate.seed", 4);
  private static final DateTimeFormatter COMMON =
      DateTimeFormatter.ofPattern("dd/MMM/yyyy:HH:mm:ss Z", Locale.ENGLISH);

  private final StampText stamps = new StampText(ZoneId.of("Europe/Berlin"));

  @ParameterizedTest
  @CsvSource({
    "17/May/2015:10:05:03 +0000,        2015-05-17T10:05:03Z,       1000000",
    "17/May/2015:10:05:03 -0230,        2015-05-17T12:35:03Z,       1000000",
    "2026-03-02T09:00:00Z,              2026-03-02T09:00:00Z,       1000000",
    "2026-03-02T09:00:00.125Z,          2026-03-02T09:00:00.125Z,   1000",
    "2026-03-02T09:00:00.123456789+01,  2026-03-02T08:00:00.123456Z, 1",
    "2026-03-02 09:00:00+05:30,         2026-03-02T03:30:00Z,       1000000",
    "2026-03-02 09:00:00,               2026-03-02T08:00:00Z,       1000000",
    "2026-07-02 09:00:00,               2026-07-02T07:00:00Z,       1000000",
    "2016-12-31T23:59:60Z,              2017-01-01T00:00:00Z,       1000000",
    "1772442000,                        2026-03-02T09:00:00Z,       1000000",
    "1772442000.125,                    2026-03-02T09:00:00.125Z,   1000",
    "1772442000125,                     2026-03-02T09:00:00.125Z,   1000",
    "1772442000125001,                  2026-03-02T09:00:00.125001Z, 1",
    "1772442000125001999,               2026-03-02T09:00:00.125001Z, 1"
  })
  void timesOfManyFormsAreReadWithHowLongTheyStandFor(String text, String instant, long tick) {
    assertThat(stamps.read(text)).isTrue();

    assertThat(Micros.instant(stamps.micros())).isEqualTo(Instant.parse(instant));
    assertThat(stamps.tick()).isEqualTo(tick);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "-",
        "yesterday",
        "17/Mai/2015:10:05:03 +0000",
        "17/ayJ/2015:10:05:03 +0000",
        "31/Feb/2015:10:05:03 +0000",
        "17/May/2015:24:05:03 +0000",
        "17/May/2015:10:05:03 +0000x",
        "2026-13-02T09:00:00Z",
        "2026-03-02",
        "2026-03-02T09:00Z",
        "1969-12-31T23:59:59Z",
        "99999999999999999999",
        "1.2.3"
      })
  void whatIsNoTimeIsSaidToBeNone(String text) {
    assertThat(stamps.read("1772442000")).isTrue();

    assertThat(stamps.read(text)).isFalse();
    assertThat(stamps.read("1772442000")).isTrue();
    assertThat(stamps.micros()).isEqualTo(1_772_442_000 * Micros.SECOND);
  }

  @Test
  void whatJavaWritesIsReadBack() {
    SplittableRandom random = new SplittableRandom(SEED);
    DateTimeFormatter iso = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ssXXX");
    for (int i = 0; i < 20_000; i++) {
      ZoneOffset offset = ZoneOffset.ofTotalSeconds(60 * random.nextInt(-14 * 60, 14 * 60));
      Instant instant = Instant.ofEpochSecond(random.nextLong(86_400, 4_000_000_000L));
      ZonedDateTime time = instant.atZone(offset);

      assertThat(stamps.read(COMMON.format(time))).as("seed %d: %s", SEED, time).isTrue();
      assertThat(stamps.micros()).isEqualTo(Micros.of(instant));
      assertThat(stamps.read(iso.format(time))).as("seed %d: %s", SEED, time).isTrue();
      assertThat(stamps.micros()).as("seed %d: %s", SEED, time).isEqualTo(Micros.of(instant));
    }
  }
}
