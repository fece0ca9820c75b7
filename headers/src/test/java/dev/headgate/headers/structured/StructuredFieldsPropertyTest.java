package dev.headgate.headers.structured;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headgate.headers.Seeds;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("seeded")
class StructuredFieldsPropertyTest {

  private static final int RUNS = 20_000;

  /** One of the three kinds of field: how it is made, read, written and, independently, matched. */
  private record Kind<T>(
      Function<RandomFields, T> any,
      Parse<T> parse,
      Function<T, String> serialize,
      Pattern grammar) {}

  private interface Parse<T> {
    T parse(String text) throws StructuredFieldException;
  }

  private static final Kind<SfList> LIST =
      new Kind<>(
          RandomFields::list,
          StructuredFields::parseList,
          StructuredFields::serialize,
          Grammar.A_LIST);
  private static final Kind<SfDictionary> DICTIONARY =
      new Kind<>(
          RandomFields::dictionary,
          StructuredFields::parseDictionary,
          StructuredFields::serialize,
          Grammar.A_DICTIONARY);
  private static final Kind<Item> ITEM =
      new Kind<>(
          RandomFields::item,
          StructuredFields::parseItem,
          StructuredFields::serialize,
          Grammar.AN_ITEM);

  @Test
  void whatIsSerialisedParsesToTheSameValueAndText() {
    Seeds.check(
        RUNS,
        random -> {
          RandomFields fields = new RandomFields(random);
          assertRoundTrip(LIST, fields);
          assertRoundTrip(DICTIONARY, fields);
          assertRoundTrip(ITEM, fields);
        });
  }

  @Test
  void damagedTextParsesExactlyWhereTheGrammarMatches() {
    Seeds.check(
        RUNS,
        random -> {
          RandomFields fields = new RandomFields(random);
          assertFollowsGrammar(LIST, damaged(LIST, fields));
          assertFollowsGrammar(DICTIONARY, damaged(DICTIONARY, fields));
          assertFollowsGrammar(ITEM, damaged(ITEM, fields));
        });
  }

  private static <T> void assertRoundTrip(Kind<T> kind, RandomFields fields) {
    T value = kind.any().apply(fields);

    String text = kind.serialize().apply(value);

    assertThat(Ascii.isPrintable(text)).as(text).isTrue();
    T parsed = parsed(kind, text);
    assertThat(parsed).as(text).isEqualTo(value);
    assertThat(kind.serialize().apply(parsed)).isEqualTo(text);
  }

  private static <T> T parsed(Kind<T> kind, String text) {
    try {
      return kind.parse().parse(text);
    } catch (StructuredFieldException failure) {
      throw new AssertionError(text, failure);
    }
  }

  private static <T> String damaged(Kind<T> kind, RandomFields fields) {
    return fields.damaged(kind.serialize().apply(kind.any().apply(fields)));
  }

  private static <T> void assertFollowsGrammar(Kind<T> kind, String text) {
    boolean legal = kind.grammar().matcher(text).matches();
    try {
      T value = kind.parse().parse(text);

      assertThat(legal).as("taken although illegal: %s", text).isTrue();
      String canonical = kind.serialize().apply(value);
      assertThat(parsed(kind, canonical)).as(text).isEqualTo(value);
    } catch (StructuredFieldException failure) {
      assertThat(legal).as("refused although legal: %s: %s", text, failure).isFalse();
      assertThat(failure.position()).isBetween(0, text.length());
      assertThat(failure.getMessage()).matches("[ -~]{1,400}");
    }
  }
}
