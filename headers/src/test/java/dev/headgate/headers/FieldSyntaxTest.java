package dev.headgate.headers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FieldSyntaxTest {

  @ParameterizedTest
  @ValueSource(strings = {"X-RateLimit-Limit", "a", "x_y.z~1!#$%&'*+^`|"})
  void aTokenIsAName(String name) {
    assertThat(FieldSyntax.requireName(name)).isEqualTo(name);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a b", "a:", "a\r\nb", "a\0", "\u00e9", "\"a\"", "a/b"})
  void anythingElseIsNoName(String name) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> FieldSyntax.requireName(name))
        .withMessageMatching("field name: \"[ -~]*\" \\(expected: 1 to 128 letters, digits, .*\\)");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "jira-burst-based", "a b", "\"~\""})
  void printableTextIsAValue(String value) {
    assertThat(FieldSyntax.requireValue(value)).isEqualTo(value);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {" a", "a ", "a\tb", "a\rb", "a\nb", "a\0b", "a\u007fb", "\u00e9", "\u2028"})
  void anythingElseIsNoValue(String value) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> FieldSyntax.requireValue(value))
        .withMessageMatching("field value: \"[ -~]*\" \\(expected: at most 8192 printable .*\\)");
  }

  @Test
  void bothAreBounded() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> FieldSyntax.requireName("a".repeat(FieldSyntax.NAME_LENGTH_MAX + 1)));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> FieldSyntax.requireValue("a".repeat(FieldSyntax.VALUE_LENGTH_MAX + 1)));
  }
}
