package dev.headgate.headers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SerializedNameTest {

  @Test
  void quotesAndBackslashesAreEscaped() {
    assertThat(SerializedName.of("a\"b\\c")).hasToString("\"a\\\"b\\\\c\"");
  }

  @Test
  void namesAreEqualByTheirText() {
    assertThat(SerializedName.of("burst"))
        .isEqualTo(SerializedName.of("burst"))
        .hasSameHashCodeAs(SerializedName.of("burst"))
        .isNotEqualTo(SerializedName.of("Burst"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "a\rb", "a\nb", "a\0b", "a\tb", "a\u007fb", "\u00e9", "\u2028", "\ud83d"})
  void whatNoFieldMayCarryIsRefused(String name) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SerializedName.of(name))
        .withMessageMatching(
            "name: \"[ -~]*\" \\(expected: 1 to 256 printable ASCII characters\\)");
  }

  @Test
  void theRefusalShowsTheNameEscaped() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SerializedName.of("x\r\nSet-Cookie: a"))
        .withMessageStartingWith("name: \"x\\u000d\\u000aSet-Cookie: a\"");
  }

  @Test
  void aNameIsBounded() {
    String longest = "n".repeat(SerializedName.LENGTH_MAX);

    assertThat(SerializedName.of(longest).name()).isEqualTo(longest);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SerializedName.of(longest + "n"))
        .withMessageContaining("n\"... (expected: 1 to 256");
  }
}
