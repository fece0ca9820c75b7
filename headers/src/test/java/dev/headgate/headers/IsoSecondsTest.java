package dev.headgate.headers;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("seeded")
class IsoSecondsTest {

  private static final long MICROS_MAX = 253_402_300_799_000_000L;

  private final IsoSeconds seconds = new IsoSeconds();

  @Test
  void aResetOnTheSecondStaysAsItIs() {
    assertThat(seconds.format(micros("2026-03-26T16:00:00Z"), 0)).isEqualTo("2026-03-26T16:00:00Z");
  }

  @Test
  void aMicrosecondMoreIsTheNextSecond() {
    assertThat(seconds.format(micros("2026-03-26T16:59:59.000001Z"), 0))
        .isEqualTo("2026-03-26T17:00:00Z");
  }

  @Test
  void aResetIsNeverBeforeNow() {
    assertThat(seconds.format(micros("2026-03-26T16:00:00Z"), micros("2026-03-26T16:00:05.5Z")))
        .isEqualTo("2026-03-26T16:00:06Z");
  }

  @Test
  void leapDaysAreDays() {
    assertThat(seconds.format(micros("2028-02-29T00:00:00Z"), 0)).startsWith("2028-02-29");
    assertThat(seconds.format(micros("2100-03-01T00:00:00Z"), 0)).startsWith("2100-03-01");
    assertThat(seconds.format(micros("2000-02-29T23:59:59Z"), 0)).startsWith("2000-02-29");
  }

  @Test
  void instantsBeyondFourDigitYearsAreTheLastOfThem() {
    assertThat(seconds.format(Long.MAX_VALUE, 0)).isEqualTo("9999-12-31T23:59:59Z");
    assertThat(seconds.format(Long.MIN_VALUE, -1)).isEqualTo("1970-01-01T00:00:00Z");
  }

  @Test
  void anyInstantReadsAsTheLibraryWritesIt() {
    DateTimeFormatter library =
        DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss'Z'").withZone(ZoneOffset.UTC);
    Seeds.check(
        20_000,
        random -> {
          long micros = random.nextLong(MICROS_MAX);
          Instant roundedUp =
              Instant.EPOCH
                  .plus(micros + 999_999, ChronoUnit.MICROS)
                  .truncatedTo(ChronoUnit.SECONDS);

          String text = seconds.format(micros, 0);

          assertThat(text).isEqualTo(library.format(roundedUp));
        });
  }

  private static long micros(String instant) {
    return ChronoUnit.MICROS.between(Instant.EPOCH, Instant.parse(instant));
  }
}
