package dev.headgate.headers.structured;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;

class StructuredFieldsParseTest {

  record Row(String text, BareItem value, String canonical) {}

  static final List<Row> ITEMS =
      Stream.of(numbers(), texts(), octetsAndFlags(), dates(), displayStrings())
          .flatMap(List::stream)
          .toList();

  @ParameterizedTest
  @FieldSource("ITEMS")
  void anItemHasItsValueAndItsCanonicalText(Row row) throws StructuredFieldException {
    Item item = StructuredFields.parseItem(row.text());

    assertThat(item).isEqualTo(Item.of(row.value()));
    assertThat(StructuredFields.serialize(item)).isEqualTo(row.canonical());
  }

  private static List<Row> numbers() {
    return List.of(
        row("42", new SfInteger(42)),
        row("-42", new SfInteger(-42)),
        row("0", new SfInteger(0)),
        row("-0", new SfInteger(0), "0"),
        row("00042", new SfInteger(42), "42"),
        row("  7  ", new SfInteger(7), "7"),
        row("999999999999999", new SfInteger(Syntax.INTEGER_MAX)),
        row("-999999999999999", new SfInteger(-Syntax.INTEGER_MAX)),
        row("4.5", decimal("4.5")),
        row("-0.001", decimal("-0.001")),
        row("1.50", decimal("1.5"), "1.5"),
        row("100.000", decimal("100"), "100.0"),
        row("-0.0", decimal("0"), "0.0"),
        row("0012.3", decimal("12.3"), "12.3"),
        row("999999999999.999", decimal("999999999999.999")));
  }

  private static List<Row> texts() {
    return List.of(
        row("\"\"", new SfString("")),
        row("\"a, b;c=(d)\"", new SfString("a, b;c=(d)")),
        row("\"say \\\"hi\\\" \\\\\"", new SfString("say \"hi\" \\")),
        row("a", new SfToken("a")),
        row("*", new SfToken("*")),
        row("*/*", new SfToken("*/*")),
        row("text/html:v1", new SfToken("text/html:v1")),
        row("A!#$%&'*+-.^_`|~9", new SfToken("A!#$%&'*+-.^_`|~9")));
  }

  private static List<Row> octetsAndFlags() {
    return List.of(
        row("::", bytes("")),
        row(":cG9pbnRz:", bytes("points")),
        row(":cG9pbnQ=:", bytes("point")),
        row(":cG9pbnQ:", bytes("point"), ":cG9pbnQ=:"),
        row(":YR==:", bytes("a"), ":YQ==:"),
        row("?1", SfBoolean.TRUE),
        row("?0", SfBoolean.FALSE));
  }

  private static List<Row> dates() {
    return List.of(
        row("@0", new SfDate(0)),
        row("@1774540800", new SfDate(Instant.parse("2026-03-26T16:00:00Z").getEpochSecond())),
        row("@-62135596800", new SfDate(Instant.parse("0001-01-01T00:00:00Z").getEpochSecond())),
        row("@253402214400", new SfDate(Instant.parse("9999-12-31T00:00:00Z").getEpochSecond())));
  }

  private static List<Row> displayStrings() {
    return List.of(
        row("%\"\"", new SfDisplayString("")),
        row("%\"a b\\\"", new SfDisplayString("a b\\")),
        row("%\"%61%20b\"", new SfDisplayString("a b"), "%\"a b\""),
        row("%\"100%25 %22%c3%a9%22\"", new SfDisplayString("100% \"\u00e9\"")),
        row("%\"%e2%82%ac%f0%9f%98%80\"", new SfDisplayString("\u20ac\ud83d\ude00")),
        row("%\"%00%0d%0a%7f\"", new SfDisplayString("\0\r\n\u007f")));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      ignoreLeadingAndTrailingWhitespace = false,
      quoteCharacter = '`',
      value = {
        "``|``",
        "`   `|``",
        "1|1",
        "1 , 2|1, 2",
        "1,2|1, 2",
        "1\t,\t2|1, 2",
        "1 \t|1",
        "\"a\";b;c=1|\"a\";b;c=1",
        "a;  b;  c=2|a;b;c=2",
        "a;b=1;c=2;b=3|a;b=3;c=2",
        "a;b=?1;c=?0|a;b;c=?0",
        "()|()",
        "(  )|()",
        "( a   b )|(a b)",
        "(a;x b);y, (c)|(a;x b);y, (c)",
        "a;*.-_9=@1|a;*.-_9=@1"
      })
  void aListHasItsCanonicalText(String text, String canonical) throws StructuredFieldException {
    SfList list = StructuredFields.parseList(text);

    assertThat(StructuredFields.serialize(list)).isEqualTo(canonical);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      ignoreLeadingAndTrailingWhitespace = false,
      quoteCharacter = '`',
      value = {
        "``|``",
        "a=1|a=1",
        "a=1 ,\tb=2|a=1, b=2",
        "a|a",
        "a=?1|a",
        "a=?1;x=2, b;y|a;x=2, b;y",
        "a=?0|a=?0",
        "a=(1 2);x, b=()|a=(1 2);x, b=()",
        "a=1, b=2, a=3|a=3, b=2",
        "*=a, a-b_c.d*0=b|*=a, a-b_c.d*0=b"
      })
  void aDictionaryHasItsCanonicalText(String text, String canonical)
      throws StructuredFieldException {
    SfDictionary dictionary = StructuredFields.parseDictionary(text);

    assertThat(StructuredFields.serialize(dictionary)).isEqualTo(canonical);
  }

  @Test
  void severalLinesAreOneField() throws StructuredFieldException {
    List<String> lines = List.of("a=1", "b=2, c", "a=4");

    SfDictionary dictionary = StructuredFields.parseDictionary(lines, ParseBounds.STANDARD);

    assertThat(StructuredFields.serialize(dictionary)).isEqualTo("a=4, b=2, c");
  }

  @Test
  void anAbsentFieldIsEmpty() throws StructuredFieldException {
    assertThat(StructuredFields.parseList(List.of(), ParseBounds.STANDARD).members()).isEmpty();
    assertThat(StructuredFields.parseDictionary(List.of(), ParseBounds.STANDARD).members())
        .isEmpty();
  }

  @Test
  void theStandardBoundsTakeWhatEveryParserMust() throws StructuredFieldException {
    String list = "1" + ",1".repeat(1_023);
    String innerList = "(" + "1 ".repeat(256) + ")";
    StringBuilder parameters = new StringBuilder("a");
    for (int i = 0; i < 256; i++) {
      parameters.append(";k").append(i);
    }
    String key = "k".repeat(64);

    assertThat(StructuredFields.parseList(list).members()).hasSize(1_024);
    assertThat(StructuredFields.parseList(innerList).members()).hasSize(1);
    assertThat(StructuredFields.parseItem(parameters.toString()).parameters().values())
        .hasSize(256);
    assertThat(StructuredFields.parseDictionary(key).get(key)).isNotNull();
    assertThat(StructuredFields.parseItem('"' + "s".repeat(1_024) + '"')).isNotNull();
    assertThat(StructuredFields.parseItem("t".repeat(512))).isNotNull();
    assertThat(StructuredFields.parseItem(':' + "AAAA".repeat(5_462) + ':')).isNotNull();
  }

  private static Row row(String text, BareItem value) {
    return new Row(text, value, text);
  }

  private static Row row(String text, BareItem value, String canonical) {
    return new Row(text, value, canonical);
  }

  private static SfDecimal decimal(String value) {
    return new SfDecimal(new BigDecimal(value));
  }

  private static SfBytes bytes(String ascii) {
    return new SfBytes(ascii.getBytes(StandardCharsets.US_ASCII));
  }
}
