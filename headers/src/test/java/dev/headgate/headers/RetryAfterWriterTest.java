package dev.headgate.headers;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RetryAfterWriterTest {

  @ParameterizedTest
  @CsvSource({
    "0, 0",
    "1, 1",
    "999999, 1",
    "1000000, 1",
    "1000001, 2",
    "2072000000, 2072",
    "-1, 0",
    "-9223372036854775808, 0",
    "9223372036854775807, 9223372036855"
  })
  void aWaitIsRoundedUpToWholeSeconds(long micros, String value) {
    assertThat(RetryAfterWriter.format(micros)).isEqualTo(value);
  }
}
