package dev.headgate.core.pricing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PriceRuleTest {
  private static final ObjectClass CORE = new ObjectClass("core", 1);
  private static final ObjectClass IDENTITY = new ObjectClass("identity", 2);
  private static final PriceRule ISSUE = PriceRule.reads(1, CountedPath.whole(CORE));
  private static final PriceRule USER = PriceRule.reads(1, CountedPath.whole(IDENTITY));
  private static final PriceRule MEMBERS =
      PriceRule.reads(1, list("$.values[*]", IDENTITY, Bound.page("maxResults", 50, 50)));
  private static final PriceRule SEARCH =
      PriceRule.reads(1, list("$.issues[*]", CORE, Bound.page("maxResults", 50, 100)));

  /** Vector 1 of the facts: what calls cost once their objects are counted. */
  @Test
  void aCallCostsTheBaseAndTheWeightOfEachObjectReturned() {
    assertThat(ISSUE.cost(1)).isEqualTo(2);
    assertThat(USER.cost(1)).isEqualTo(3);
    assertThat(MEMBERS.cost(8)).isEqualTo(17);
    assertThat(PriceRule.points(1).cost()).isEqualTo(1);
    assertThat(SEARCH.cost(50)).isEqualTo(51);
  }

  /** The same calls before they run. */
  @Test
  void aQuoteIsTheCostOfAsManyObjectsAsTheQueryAllows() {
    assertThat(reserved(ISSUE, "")).isEqualTo(2);
    assertThat(reserved(USER, "accountId=user-17")).isEqualTo(3);
    assertThat(reserved(MEMBERS, "maxResults=8")).isEqualTo(17);
    assertThat(reserved(PriceRule.points(1), "")).isEqualTo(1);
    assertThat(reserved(SEARCH, "jql=x&maxResults=50")).isEqualTo(51);
  }

  @Test
  void aReadIsFinalOnlyAfterItIsCounted() {
    assertThat(SEARCH.quote("").isFinal()).isFalse();
    assertThat(SEARCH.quote("").minimum(Quote.POINTS)).isEqualTo(1);
    assertThat(PriceRule.points(1).quote("").isFinal()).isTrue();
  }

  @Test
  void objectsOfSeveralClassesAreAdded() {
    PriceRule rule =
        PriceRule.reads(
            1,
            list("$.groups[*]", IDENTITY, Bound.atMost(5)),
            list("$.issues[*]", CORE, Bound.page("limit", 10, 20)));

    assertThat(rule.cost(3, 4)).isEqualTo(1 + 2 * 3 + 4);
    assertThat(reserved(rule, "limit=15")).isEqualTo(1 + 2 * 5 + 15);
  }

  @Test
  void aBulkWriteChargedByObjectCostsTheBaseForEach() {
    Work each = new Work.Writes(JsonPath.of("$.issues[*]"), Bound.atMost(50));
    PriceRule rule = rule(3, each, Reserve.BOUND, 1_000);

    assertThat(rule.cost(20)).isEqualTo(60);
    assertThat(rule.cost(0)).isEqualTo(3);
    assertThat(reserved(rule, "")).isEqualTo(150);
  }

  @Test
  void aTypicalReservationIsNeverAboveTheBound() {
    PriceRule rule = rule(1, SEARCH.work(), new Reserve.Typical(12), 1_000);

    assertThat(reserved(rule, "")).isEqualTo(12);
    assertThat(reserved(rule, "maxResults=5")).isEqualTo(6);
  }

  @Test
  void aReservationIsClampedButNeverBelowTheBase() {
    Reckoning clamped = reckoning(rule(1, SEARCH.work(), Reserve.BOUND, 30), "maxResults=100");
    Reckoning based = reckoning(rule(40, SEARCH.work(), Reserve.BOUND, 30), "");

    assertThat(clamped.bound()).isEqualTo(101);
    assertThat(clamped.reserved()).isEqualTo(30);
    assertThat(clamped.clamped()).isTrue();
    assertThat(based.reserved()).isEqualTo(40);
  }

  @Test
  void aStatedReservationIsTakenAsItIs() {
    assertThat(reserved(rule(1, SEARCH.work(), new Reserve.Stated(7), 1_000), "")).isEqualTo(7);
  }

  @Test
  void otherUnitsOfTheBaseAreReservedToo() {
    PriceRule rule =
        new PriceRule(Map.of("points", 1L, "uploads", 4L), SEARCH.work(), Reserve.BOUND, 1_000);

    assertThat(rule.quote("").reserve("uploads")).isEqualTo(4);
    assertThat(rule.quote("").reserve("points")).isEqualTo(51);
  }

  @Test
  void costsStopAtTheirMaximum() {
    ObjectClass heavy = new ObjectClass("heavy", ObjectClass.WEIGHT_MAX);
    PriceRule rule = PriceRule.reads(1, list("$[*]", heavy, Bound.atMost(Bound.OBJECTS_MAX)));

    assertThat(reserved(rule, "")).isEqualTo(Quote.COST_MAX);
    assertThat(rule.cost(Long.MAX_VALUE)).isEqualTo(Quote.COST_MAX);
  }

  @Test
  void theArithmeticSaysWhichParameterSetTheBound() {
    Reckoning.Term term = reckoning(SEARCH, "maxResults=500").terms().getFirst();

    assertThat(term)
        .isEqualTo(
            new Reckoning.Term(
                "$.issues[*]",
                "core",
                1,
                new Bound.Found(100, Bound.Reason.ABOVE_MOST, "maxResults"),
                100));
    assertThat(term.points()).isEqualTo(100);
  }

  @Test
  void aPathToOneValueIsOneObject() {
    assertThatThrownBy(() -> list("$.issue", CORE, Bound.atMost(2)))
        .hasMessageContaining("expected: one object");
  }

  @ParameterizedTest
  @CsvSource({
    "$, $",
    "$[*], $[*]",
    "$.*, $[*]",
    "$.issues[*], $.issues[*]",
    "$['odd name'][*].users.*, $['odd name'][*].users[*]",
    "$['plain'], $.plain"
  })
  void aPathIsReadBackAsItIsWritten(String written, String shown) {
    JsonPath path = JsonPath.of(written);

    assertThat(path).hasToString(shown).isEqualTo(JsonPath.of(path.toString()));
  }

  @ParameterizedTest
  @CsvSource({
    "issues",
    "$issues",
    "$..x",
    "$[0]",
    "$.a[?(@.b)]",
    "$.",
    "$['']",
    "$.a b",
    "$[*",
    "$.1a",
    "$.a.b.c.d.e.f.g.h.i"
  })
  void aPathBeyondNamesAndWildcardsIsRefused(String written) {
    assertThat(JsonPath.problem(written)).isNotNull();
    assertThatThrownBy(() -> JsonPath.of(written)).hasMessageContaining("expected");
  }

  private static CountedPath list(String path, ObjectClass objects, Bound bound) {
    return new CountedPath(JsonPath.of(path), objects, bound);
  }

  private static PriceRule rule(long base, Work work, Reserve reserve, long reserveMax) {
    return new PriceRule(Map.of(Quote.POINTS, base), work, reserve, reserveMax);
  }

  private static long reserved(PriceRule rule, String query) {
    return rule.quote(query).reserve(Quote.POINTS);
  }

  private static Reckoning reckoning(PriceRule rule, String query) {
    return java.util.Objects.requireNonNull(rule.quote(query).reckoning());
  }
}
