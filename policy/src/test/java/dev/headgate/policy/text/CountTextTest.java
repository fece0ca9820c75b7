package dev.headgate.policy.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** One thing is one, and all other numbers are many. */
class CountTextTest {
  @ParameterizedTest
  @CsvSource({
    "0, file, '0 files'",
    "1, file, '1 file'",
    "2, file, '2 files'",
    "1, entry, '1 entry'",
    "1200, entry, '1,200 entries'",
    "2, day, '2 days'",
    "1, class, '1 class'",
    "3, class, '3 classes'",
    "-1, point, '-1 points'",
    "2, other file, '2 other files'"
  })
  void soManyOfAThing(long number, String thing, String expected) {
    assertThat(CountText.of(number, thing)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({"1, requests, '1 request'", "2, requests, '2 requests'", "1, work, '1 work'"})
  void soManyOfAUnit(long number, String unit, String expected) {
    assertThat(CountText.ofUnit(number, unit)).isEqualTo(expected);
  }
}
