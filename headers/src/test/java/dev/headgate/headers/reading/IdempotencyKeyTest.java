package dev.headgate.headers.reading;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IdempotencyKeyTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "\"8e03978e-40d5-43dd\" | 8e03978e-40d5-43dd",
        "8e03978e-40d5-43dd | 8e03978e-40d5-43dd",
        "\"8e03978e-40d5-43dd\";v=1 | 8e03978e-40d5-43dd",
        "\"order 17\" | order 17",
        "\"a\\\"b\" | a\"b",
        "a;b,c=d | a;b,c=d"
      })
  void quotedAndBareKeysAreRead(String line, String key) {
    assertThat(IdempotencyKey.read(List.of(line))).isEqualTo(new IdempotencyKey.Present(key));
  }

  @Test
  void noLineIsAbsent() {
    assertThat(IdempotencyKey.read(List.of())).isEqualTo(new IdempotencyKey.Absent());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "\"\"",
        "\"a",
        "\"a\" b",
        "a b",
        "a\r\nb",
        "\0",
        "\u00e9",
        "\"\u00e9\"",
        "\"a\", \"b\""
      })
  void whatIsNoKeyIsUnreadable(String line) {
    assertUnreadable(List.of(line));
  }

  @Test
  void severalLinesAreUnreadable() {
    assertUnreadable(List.of("a", "a"));
  }

  @Test
  void aKeyIsBounded() {
    String longest = "\\".repeat(IdempotencyKey.LENGTH_MAX);

    assertThat(IdempotencyKey.read(List.of(longest)))
        .isEqualTo(new IdempotencyKey.Present(longest));
    assertThat(IdempotencyKey.read(List.of('"' + longest.repeat(2) + '"')))
        .isEqualTo(new IdempotencyKey.Present(longest));
    assertUnreadable(List.of(longest + "k"));
    assertUnreadable(List.of('"' + "k".repeat(IdempotencyKey.LENGTH_MAX + 1) + '"'));
  }

  private static void assertUnreadable(List<String> lines) {
    assertThat(IdempotencyKey.read(lines))
        .isInstanceOfSatisfying(
            IdempotencyKey.Unreadable.class,
            answer -> assertThat(answer.problem()).matches("Idempotency-Key: [ -~]{1,500}"));
  }
}
