package dev.headgate.headers.structured;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.List;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

class StructuredFieldsFailureTest {

  /** A text, where it goes wrong and what the message expects there. */
  record Row(String text, int position, String expected) {}

  private static final ParseBounds NARROW = new ParseBounds(40, 3, 2, 2);

  static final List<Row> ITEMS =
      Stream.of(numbers(), strings(), tokensAndBytes(), datesAndDisplayStrings(), items())
          .flatMap(List::stream)
          .toList();

  static final List<Row> LISTS =
      List.of(
          new Row(",", 0, "an item"),
          new Row("1,", 2, "a member after ','"),
          new Row("1, \t", 4, "a member after ','"),
          new Row("1,,2", 2, "an item"),
          new Row("1 2", 2, "','"),
          new Row("\t1", 0, "an item"),
          new Row("a=1", 1, "','"),
          new Row("(1", 2, "' ' or ')'"),
          new Row("(1 ", 3, "an item"),
          new Row("(", 1, "an item"),
          new Row("(1,2)", 2, "' ' or ')'"),
          new Row("(1\t2)", 2, "' ' or ')'"),
          new Row("((1))", 1, "an item"),
          new Row(")", 0, "an item"),
          new Row("(1)2", 3, "','"),
          new Row("1;", 2, "a key: a lower-case letter or '*'"),
          new Row("1;A", 2, "a key: a lower-case letter or '*'"),
          new Row("1;9", 2, "a key: a lower-case letter or '*'"),
          new Row("1;a=", 4, "an item"),
          new Row("1;a= 2", 4, "an item"),
          new Row("1;a =2", 4, "','"),
          new Row("1 ;a", 2, "','"),
          new Row("1;\ta", 2, "a key: a lower-case letter or '*'"),
          new Row("1;a=(2)", 4, "an item"));

  static final List<Row> DICTIONARIES =
      List.of(
          new Row("A=1", 0, "a key: a lower-case letter or '*'"),
          new Row("\"a\"=1", 0, "a key: a lower-case letter or '*'"),
          new Row("-a=1", 0, "a key: a lower-case letter or '*'"),
          new Row("aB=1", 1, "','"),
          new Row("a= 1", 2, "an item"),
          new Row("a =1", 2, "','"),
          new Row("a=", 2, "an item"),
          new Row("a=1,", 4, "a member after ','"),
          new Row("a=1,,b=2", 4, "a key: a lower-case letter or '*'"),
          new Row("a=1 b=2", 4, "','"),
          new Row("a=1=2", 3, "','"),
          new Row("\u00e4=1", 0, "a key: a lower-case letter or '*'"));

  private static List<Row> numbers() {
    return List.of(
        new Row("-", 1, "a digit"),
        new Row("--1", 1, "a digit"),
        new Row("-a", 1, "a digit"),
        new Row("+1", 0, "an item"),
        new Row("1000000000000000", 0, "at most 15 digits"),
        new Row("-0000000000000000", 0, "at most 15 digits"),
        new Row("1.", 2, "a digit"),
        new Row("-.5", 1, "a digit"),
        new Row(".5", 0, "an item"),
        new Row("1..5", 2, "a digit"),
        new Row("1.5.5", 3, "end of field"),
        new Row("1.2345", 0, "at most 3 digits after the point"),
        new Row("1000000000000.5", 0, "at most 12 digits before the point"),
        new Row("1e3", 1, "end of field"),
        new Row("4-2", 1, "end of field"),
        new Row("\u0661", 0, "an item"));
  }

  private static List<Row> strings() {
    String character = "a printable ASCII character or the closing '\"'";
    return List.of(
        new Row("\"", 1, character),
        new Row("\"ab", 3, character),
        new Row("\"a\tb\"", 2, character),
        new Row("\"a\r\nb\"", 2, character),
        new Row("\"a\0b\"", 2, character),
        new Row("\"a\u007fb\"", 2, character),
        new Row("\"\u00e9\"", 1, character),
        new Row("\"a\\b\"", 3, "'\"' or '\\' after '\\'"),
        new Row("\"a\\", 3, "'\"' or '\\' after '\\'"),
        new Row("\"a\\\"", 4, character),
        new Row("'a'", 0, "an item"));
  }

  private static List<Row> tokensAndBytes() {
    return List.of(
        new Row("_a", 0, "an item"),
        new Row("a@b", 1, "end of field"),
        new Row("a\u00e9", 1, "end of field"),
        new Row(":", 1, "base64 or the closing ':'"),
        new Row(":YQ==", 5, "base64 or the closing ':'"),
        new Row(":YQ ==:", 3, "base64 or the closing ':'"),
        new Row(":Y-_Q:", 2, "base64 or the closing ':'"),
        new Row(":Y:", 1, "base64"),
        new Row(":Y===:", 1, "base64"),
        new Row(":YQ=:", 1, "base64"),
        new Row(":=YQ=:", 1, "base64"),
        new Row(":YQ==YQ==:", 1, "base64"),
        new Row("?", 1, "'0' or '1'"),
        new Row("?2", 1, "'0' or '1'"),
        new Row("?true", 1, "'0' or '1'"),
        new Row("?11", 2, "end of field"));
  }

  private static List<Row> datesAndDisplayStrings() {
    String character = "a printable ASCII character or the closing '\"'";
    String hex = "a lower-case hexadecimal digit";
    return List.of(
        new Row("@", 1, "a digit"),
        new Row("@1.5", 1, "whole seconds"),
        new Row("@a", 1, "a digit"),
        new Row("@1000000000000000", 1, "at most 15 digits"),
        new Row("%", 1, "'\"'"),
        new Row("%a\"", 1, "'\"'"),
        new Row("%\"a", 3, character),
        new Row("%\"\t\"", 2, character),
        new Row("%\"\u00e9\"", 2, character),
        new Row("%\"%\"", 3, hex),
        new Row("%\"%a\"", 4, hex),
        new Row("%\"%C3%A9\"", 3, hex),
        new Row("%\"%g0\"", 3, hex),
        new Row("%\"%a9\"", 2, "percent-encoded UTF-8"),
        new Row("%\"%c3\"", 2, "percent-encoded UTF-8"),
        new Row("%\"%c0%80\"", 2, "percent-encoded UTF-8"),
        new Row("%\"%ed%a0%80\"", 2, "percent-encoded UTF-8"),
        new Row("%\"%f4%90%80%80\"", 2, "percent-encoded UTF-8"));
  }

  private static List<Row> items() {
    return List.of(
        new Row("", 0, "an item"),
        new Row("  ", 2, "an item"),
        new Row("1 2", 2, "end of field"),
        new Row("1, 2", 1, "end of field"),
        new Row("1\t", 1, "end of field"),
        new Row("(1)", 0, "an item"),
        new Row("#", 0, "an item"));
  }

  @ParameterizedTest
  @FieldSource("ITEMS")
  void aTextThatIsNoItemSaysWhereAndWhy(Row row) {
    assertFails(row, () -> StructuredFields.parseItem(row.text()));
  }

  @ParameterizedTest
  @FieldSource("LISTS")
  void aTextThatIsNoListSaysWhereAndWhy(Row row) {
    assertFails(row, () -> StructuredFields.parseList(row.text()));
  }

  @ParameterizedTest
  @FieldSource("DICTIONARIES")
  void aTextThatIsNoDictionarySaysWhereAndWhy(Row row) {
    assertFails(row, () -> StructuredFields.parseDictionary(row.text()));
  }

  @Test
  void theMessageShowsWhatWasFoundEscaped() {
    assertThat(failure(() -> StructuredFields.parseItem("\"a\nb\"")))
        .hasMessage(
            "position 2: \"\\u000a\" (expected: a printable ASCII character or the closing '\"')");
    assertThat(failure(() -> StructuredFields.parseItem("1.")))
        .hasMessage("position 2: end of field (expected: a digit)");
    assertThat(failure(() -> StructuredFields.parseItem("9".repeat(1_000))).found())
        .hasSizeLessThan(80)
        .endsWith("9\"...");
  }

  @Test
  void severalLinesAreNoItem() {
    Row row = new Row("1, 2", 1, "end of field");

    assertFails(row, () -> StructuredFields.parseItem(List.of("1", "2"), ParseBounds.STANDARD));
  }

  @Test
  void anEmptyLineAmongOthersIsAMissingMember() {
    Row row = new Row(", 1", 0, "an item");

    assertFails(row, () -> StructuredFields.parseList(List.of("", "1"), ParseBounds.STANDARD));
  }

  @Test
  void moreThanTheBoundsIsAFailure() {
    assertBound(
        "4 members (expected: at most 3)",
        () -> StructuredFields.parseList(List.of("1,2", "3,4"), NARROW));
    assertBound(
        "4 members (expected: at most 3)",
        () -> StructuredFields.parseDictionary(List.of("a,b,c,d"), NARROW));
    assertBound(
        "3 items of an inner list (expected: at most 2)",
        () -> StructuredFields.parseList(List.of("(1 2 3)"), NARROW));
    assertBound(
        "3 parameters (expected: at most 2)",
        () -> StructuredFields.parseItem(List.of("1;a;b;c"), NARROW));
    assertBound(
        "42 characters (expected: at most 40)",
        () -> StructuredFields.parseList(List.of("1".repeat(20), "1".repeat(20)), NARROW));
  }

  @Test
  void aMillionEmptyLinesAreRefusedUnread() {
    assertBound(
        "1999998 characters (expected: at most 40)",
        () ->
            StructuredFields.parseList(
                Stream.generate(() -> "").limit(1_000_000).toList(), NARROW));
  }

  @Test
  void boundsAreNotNegative() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new ParseBounds(1, 2, -3, 4))
        .withMessage("bounds: 1, 2, -3, 4 (expected: >= 0)");
  }

  private static void assertFails(Row row, ThrowingCallable parse) {
    StructuredFieldException failure = failure(parse);

    assertThat(failure.position()).as(failure.getMessage()).isEqualTo(row.position());
    assertThat(failure.expected()).isEqualTo(row.expected());
  }

  private static void assertBound(String message, ThrowingCallable parse) {
    assertThat(failure(parse)).hasMessageEndingWith(message);
  }

  private static StructuredFieldException failure(ThrowingCallable parse) {
    StructuredFieldException failure = catchThrowableOfType(StructuredFieldException.class, parse);
    assertThat(failure).as("nothing failed").isNotNull();
    return failure;
  }
}
