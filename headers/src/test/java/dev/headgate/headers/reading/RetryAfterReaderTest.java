package dev.headgate.headers.reading;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.headgate.headers.RetryAfterWriter;
import dev.headgate.headers.Seeds;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** FACTS, vector 13, and its neighbours. */
@Tag("seeded")
class RetryAfterReaderTest {

  private static final Instant NOW = Instant.parse("2026-03-26T15:30:00Z");

  @ParameterizedTest
  @CsvSource({
    "0, PT0S",
    "1, PT1S",
    "' 120 ', PT2M",
    "0007, PT7S",
    "1.5, PT1.5S",
    "0.0000000001, PT0.000000001S",
    "2147483648, PT596523H14M8S",
    "2147483649, PT596523H14M8S",
    "1000000000000000000, PT596523H14M8S",
    "99999999999999999999999999999999999999, PT596523H14M8S"
  })
  void secondsAreAWait(String value, Duration wait) {
    assertThat(RetryAfterReader.parse(value, NOW)).isEqualTo(new RetryAfter.Wait(wait));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Thu, 26 Mar 2026 16:00:00 GMT",
        "Thursday, 26-Mar-26 16:00:00 GMT",
        "Thu Mar 26 16:00:00 2026",
        "2026-03-26T16:00Z",
        "2026-03-26T16:00:00Z",
        "2026-03-26T16:00:00.000Z",
        "2026-03-26T18:00+02:00"
      })
  void datesInAnyFormAreTheSameInstant(String value) {
    RetryAfter answer = RetryAfterReader.parse(value, NOW);

    assertThat(answer).isEqualTo(new RetryAfter.At(Instant.parse("2026-03-26T16:00:00Z")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "-1",
        "+5",
        "1e3",
        "5s",
        ".5",
        "5.",
        "5, 10",
        "\u0665",
        "0x10",
        "soon",
        "2026-03-26T16:00",
        "2026-03-26",
        "2026-02-30T16:00Z",
        "Thu, 26 Mar 2026 16:00:00 CET",
        "<html><body>Rate limit exceeded</body></html>",
        "1\r\nSet-Cookie: a=b"
      })
  void anythingElseIsUnreadable(String value) {
    assertUnreadable(RetryAfterReader.parse(value, NOW));
  }

  @Test
  void aWholePageIsUnreadableAndNotRepeated() {
    assertUnreadable(RetryAfterReader.parse("<!DOCTYPE html>\n" + "<p>".repeat(100_000), NOW));
    assertUnreadable(RetryAfterReader.parse("9".repeat(100_000), NOW));
  }

  @Test
  void aMissingFieldIsAbsent() {
    assertThat(read(Map.of())).isEqualTo(new RetryAfter.Absent());
    assertThat(read(Map.of("Content-Type", List.of("text/html"))))
        .isEqualTo(new RetryAfter.Absent());
  }

  @ParameterizedTest
  @ValueSource(strings = {"retry-after-ms", "Retry-After-Ms", "x-ms-retry-after-ms"})
  void millisecondsAreTheSameWaitToldMoreExactly(String field) {
    assertThat(read(Map.of("retry-after", List.of("2"), field, List.of("1500"))))
        .isEqualTo(new RetryAfter.Wait(Duration.ofMillis(1_500)));
    assertThat(read(Map.of(field, List.of("1000000000000000000"))))
        .isEqualTo(new RetryAfter.Wait(RetryAfterReader.WAIT_MAX));
    assertThat(read(Map.of(field, List.of("0.25"))))
        .isEqualTo(new RetryAfter.Wait(Duration.ofNanos(250_000)));
  }

  @Test
  void unreadableMillisecondsDoNotHideTheSeconds() {
    RetryAfter answer = read(Map.of("Retry-After", List.of("2"), "Retry-After-Ms", List.of("x")));

    assertThat(answer).isEqualTo(new RetryAfter.Wait(Duration.ofSeconds(2)));
  }

  @Test
  void unreadableMillisecondsAloneAreUnreadable() {
    assertUnreadable(read(Map.of("Retry-After-Ms", List.of("soon"))));
  }

  @Test
  void ofSeveralLinesTheLatestCounts() {
    List<String> lines = List.of("30", "soon", "Thu, 26 Mar 2026 16:00:00 GMT", "60");

    assertThat(read(Map.of("Retry-After", lines)))
        .isEqualTo(new RetryAfter.At(Instant.parse("2026-03-26T16:00:00Z")));
  }

  @Test
  void anAnswerIsAnInstantIfItStatesOne() {
    assertThat(RetryAfterReader.parse("90", NOW).notBefore(NOW)).contains(NOW.plusSeconds(90));
    assertThat(RetryAfterReader.parse("2026-03-26T16:00Z", NOW).notBefore(NOW))
        .contains(Instant.parse("2026-03-26T16:00:00Z"));
    assertThat(RetryAfterReader.parse("soon", NOW).notBefore(NOW)).isEmpty();
    assertThat(new RetryAfter.Absent().notBefore(NOW)).isEmpty();
  }

  @Test
  void aWaitIsBounded() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new RetryAfter.Wait(Duration.ofSeconds(-1)))
        .withMessage("wait: PT-1S (expected: 0 to PT596523H14M8S)");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new RetryAfter.Wait(RetryAfterReader.WAIT_MAX.plusNanos(1)));
  }

  @Test
  void whatIsWrittenIsReadAsAWaitThatIsLongEnough() {
    Seeds.check(
        5_000,
        random -> {
          long micros = random.nextLong(RetryAfterReader.WAIT_MAX.toSeconds() * 1_000_000);
          Instant end = NOW.plusNanos(micros * 1_000);

          RetryAfter answer = RetryAfterReader.parse(RetryAfterWriter.format(micros), NOW);

          assertThat(answer.notBefore(NOW).orElseThrow())
              .isAfterOrEqualTo(end)
              .isBefore(end.plusSeconds(1));
        });
  }

  private static RetryAfter read(Map<String, List<String>> fields) {
    return RetryAfterReader.read(FieldLines.of(fields), NOW);
  }

  private static void assertUnreadable(RetryAfter answer) {
    assertThat(answer).isInstanceOf(RetryAfter.Unreadable.class);
    assertThat(((RetryAfter.Unreadable) answer).problem())
        .matches("Retry-After: \"[ -~]*\"(\\.\\.\\.)? \\(expected: .*\\)")
        .hasSizeLessThan(512);
  }
}
