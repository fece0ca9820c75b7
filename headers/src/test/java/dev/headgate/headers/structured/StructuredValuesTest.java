package dev.headgate.headers.structured;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StructuredValuesTest {

  @ParameterizedTest
  @CsvSource({
    "0.0015, 0.002",
    "0.0025, 0.002",
    "-0.0015, -0.002",
    "-0.0025, -0.002",
    "0.0005, 0.0",
    "0.00050000000000000000001, 0.001",
    "-0.0001, 0.0",
    "9.9995, 10.0",
    "1E+3, 1000.0",
    "0E+2000000000, 0.0",
    "1E-2000000000, 0.0",
    "999999999999.9994, 999999999999.999"
  })
  void aDecimalIsRoundedHalfToEven(BigDecimal value, String text) {
    Item item = Item.of(new SfDecimal(value));

    assertThat(StructuredFields.serialize(item)).isEqualTo(text);
  }

  @ParameterizedTest
  @ValueSource(strings = {"1E+12", "-1E+12", "999999999999.9995", "1E+2000000000"})
  void aDecimalOfMoreDigitsIsRefused(BigDecimal value) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new SfDecimal(value))
        .withMessageMatching("Decimal: \".*\" \\(expected: at most 12 digits before the point\\)");
  }

  @Test
  void aDoubleIsItsShortestText() {
    assertThat(SfDecimal.of(0.1)).isEqualTo(new SfDecimal(new BigDecimal("0.100")));
  }

  @ParameterizedTest
  @ValueSource(longs = {1_000_000_000_000_000L, -1_000_000_000_000_000L, Long.MAX_VALUE})
  void anIntegerOrDateOfSixteenDigitsIsRefused(long number) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new SfInteger(number))
        .withMessage("Integer: " + number + " (expected: at most 15 digits)");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new SfDate(number))
        .withMessage("Date: " + number + " (expected: at most 15 digits)");
  }

  @ParameterizedTest
  @ValueSource(strings = {"a\r\nb", "\0", "\t", "\u007f", "\u00e9"})
  void aStringThatIsNotPrintableIsRefused(String value) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new SfString(value))
        .withMessageMatching("String: \"[ -~]*\" \\(expected: printable ASCII\\)");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "9a", "a b", "a\"", "a,b", "a\n", "\u00e9", "(a)"})
  void aTokenOfOtherCharactersIsRefused(String value) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new SfToken(value))
        .withMessageStartingWith("Token: \"");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "A", "9", "aB", "a b", "a=", "a\r", "\u00e9"})
  void aKeyOfOtherCharactersIsRefused(String key) {
    LinkedHashMap<String, Member> members = new LinkedHashMap<>();
    members.put(key, Item.of(SfBoolean.TRUE));

    assertThatIllegalArgumentException()
        .isThrownBy(() -> Parameters.of(key, SfBoolean.TRUE))
        .withMessageStartingWith("key: \"");
    assertThatIllegalArgumentException().isThrownBy(() -> new SfDictionary(members));
  }

  @Test
  void halfASurrogatePairIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new SfDisplayString("a\ud83d"))
        .withMessage("Display String: \"a\\ud83d\" (expected: whole surrogate pairs)");
  }

  @Test
  void valuesAreCopies() {
    byte[] bytes = {1, 2};
    SfBytes sequence = new SfBytes(bytes);

    bytes[0] = 9;
    sequence.toArray()[0] = 9;

    assertThat(sequence).isEqualTo(new SfBytes(new byte[] {1, 2})).hasToString(":AQI=:");
    assertThat(sequence).hasSameHashCodeAs(new SfBytes(new byte[] {1, 2}));
  }

  @Test
  void aParameterThatChangesKeepsItsPlace() {
    Parameters parameters =
        Parameters.of("a", new SfInteger(1)).with("b", SfBoolean.TRUE).with("a", SfBoolean.FALSE);

    Item item = new Item(new SfToken("x"), parameters);

    assertThat(StructuredFields.serialize(item)).isEqualTo("x;a=?0;b");
    assertThat(parameters.get("b")).isEqualTo(SfBoolean.TRUE);
    assertThat(parameters.get("c")).isNull();
    assertThat(Parameters.NONE.isEmpty()).isTrue();
  }

  @Test
  void anInnerListHasParametersOfItsOwn() {
    Item item = new Item(new SfInteger(1), Parameters.of("a", SfBoolean.TRUE));
    InnerList inner = new InnerList(List.of(item, item), Parameters.of("b", new SfToken("c")));

    assertThat(StructuredFields.serialize(new SfList(List.of(inner)))).isEqualTo("(1;a 1;a);b=c");
  }
}
