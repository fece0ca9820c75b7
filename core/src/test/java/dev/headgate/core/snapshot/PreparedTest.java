package dev.headgate.core.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headgate.core.Seeds;
import dev.headgate.core.call.Call;
import dev.headgate.core.call.Operation;
import dev.headgate.core.identity.Caller;
import dev.headgate.core.limit.FixedWindow;
import dev.headgate.core.pricing.Bound;
import dev.headgate.core.pricing.CountedPath;
import dev.headgate.core.pricing.JsonPath;
import dev.headgate.core.pricing.ObjectClass;
import dev.headgate.core.pricing.PriceBook;
import dev.headgate.core.pricing.PriceRule;
import dev.headgate.core.time.Micros;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PreparedTest {
  private static final Operation GET_ISSUE = Operation.of("issue", "GET");
  private static final Operation PUT_ISSUE = Operation.of("issue", "PUT");
  private static final Rule BY_ISSUE =
      Rule.limit("writes", MeterSource.of(new FixedWindow(5, Micros.SECOND))).by("issue");

  @ParameterizedTest
  @EnumSource(names = {"OBSERVE", "ADVERTISE"})
  void aLimitThatDoesNotBindMakesNoClaimOnAKeyThatIsTooLong(Phase phase) {
    Matched matched = matched(BY_ISSUE.phases(PhaseSchedule.always(phase)), "ä".repeat(257));

    assertThat(matched.claims()).isEmpty();
    assertThat(matched.denial()).isNull();
  }

  @Test
  void aLimitThatBindsRefusesAKeyThatIsTooLong() {
    Denial denial = matched(BY_ISSUE, "ä".repeat(257)).denial();

    assertThat(denial)
        .isEqualTo(
            new Denial(
                Denial.Kind.INCOMPLETE,
                "writes",
                "[issue]: 514 bytes (expected: <= 512 by writes)"));
  }

  @Test
  void theLongestKeyIsCounted() {
    Matched matched = matched(BY_ISSUE, "ä".repeat(256));

    assertThat(matched.claims()).hasSize(1);
    assertThat(matched.denial()).isNull();
  }

  @Test
  void aCallerWhoseOwnKeyIsTooLongIsRefusedToo() {
    Caller caller = Caller.builder().user("u".repeat(513)).build();
    PolicySnapshot snapshot = snapshot(BY_ISSUE.by("user"));
    Prepared prepared = new Preparations(snapshot).of(Call.of(GET_ISSUE, caller), 0);

    Matched matched = prepared.match(Call.of(GET_ISSUE, caller));

    assertThat(Objects.requireNonNull(matched.denial()).kind()).isEqualTo(Denial.Kind.INCOMPLETE);
  }

  @Test
  void methodsOfOneOperationArePreparedOnceEach() {
    Preparations preparations = new Preparations(snapshot(BY_ISSUE));
    Prepared get = preparations.of(Call.of(GET_ISSUE, Caller.ANONYMOUS), 0);
    Prepared put = preparations.of(Call.of(PUT_ISSUE, Caller.ANONYMOUS), 0);

    assertThat(preparations.of(Call.of(GET_ISSUE, Caller.ANONYMOUS), 1)).isSameAs(get);
    assertThat(preparations.of(Call.of(PUT_ISSUE, Caller.ANONYMOUS), 1)).isSameAs(put);
    assertThat(preparations.size()).isEqualTo(2);
  }

  @Test
  void aCallerWithManyMethodsDropsOnlyItsOwnEntries() {
    Preparations preparations = new Preparations(snapshot(BY_ISSUE));
    Call other = Call.of(GET_ISSUE, Caller.builder().user("user-17").build());
    Prepared kept = preparations.of(other, 0);
    for (int i = 0; i < 2 * Preparations.OPERATIONS_MAX; i++) {
      preparations.of(Call.of(Operation.of("issue", "M" + i), Caller.ANONYMOUS), 0);
    }

    assertThat(preparations.size()).isEqualTo(1 + Preparations.OPERATIONS_MAX);
    assertThat(preparations.of(other, 1)).isSameAs(kept);
  }

  @Test
  void theEntriesOfAllCallersTogetherAreBounded() {
    Preparations preparations = new Preparations(snapshot(BY_ISSUE));
    for (int i = 0; i < Preparations.ENTRIES_MAX + 10; i++) {
      preparations.of(Call.of(GET_ISSUE, Caller.builder().user("user-" + i).build()), 0);
    }

    assertThat(preparations.size()).isEqualTo(10);
  }

  @Test
  void aPageSizeIsPricedAndPagesOfOneSizeShareTheirClaims() {
    Prepared prepared = new Preparations(paged()).of(Call.of(GET_ISSUE, Caller.ANONYMOUS), 0);
    Call call = Call.of(GET_ISSUE, Caller.ANONYMOUS);

    Matched usual = prepared.match(call);
    Matched five = prepared.match(call.withQuery("limit=5"));
    Matched again = prepared.match(call.withQuery("x=y&limit=5"));
    Matched seven = prepared.match(call.withQuery("limit=7"));

    assertThat(usual.claim(0).cost()).isEqualTo(1 + 10);
    assertThat(five.claim(0).cost()).isEqualTo(1 + 5);
    assertThat(again).isSameAs(five);
    assertThat(seven.claim(0).cost()).isEqualTo(1 + 7);
    assertThat(prepared.match(call)).isSameAs(usual);
  }

  @Test
  void callsWithTheSameKeysShareTheirClaims() {
    Prepared prepared = new Preparations(snapshot(BY_ISSUE)).of(issue("ISSUE-1", "a"), 0);
    Matched first = prepared.match(issue("ISSUE-1", "a"));
    Matched again = prepared.match(issue("ISSUE-1", "b"));
    Matched other = prepared.match(issue("ISSUE-2", "b"));

    assertThat(again).isSameAs(first);
    assertThat(other.claim(0).key()).isEqualTo(Key.of("ISSUE-2"));
    assertThat(prepared.match(issue("ISSUE-1", "a")).claim(0).key()).isEqualTo(Key.of("ISSUE-1"));
  }

  @Test
  void aConditionOnTheCallIsAskedEachTime() {
    Rule onlyA = BY_ISSUE.when(Condition.byCall(call -> "a".equals(call.attribute("kind"))));
    Prepared prepared = new Preparations(snapshot(onlyA)).of(issue("ISSUE-1", "a"), 0);

    assertThat(prepared.match(issue("ISSUE-1", "a")).size()).isEqualTo(1);
    assertThat(prepared.match(issue("ISSUE-1", "b")).size()).isEqualTo(0);
  }

  /** Whatever came before, a call comes to what it comes to alone. */
  @Test
  @Tag("seeded")
  void whatIsRememberedIsWhatWouldBeWorkedOut() {
    Seeds.check(
        200,
        random -> {
          PolicySnapshot policy = drawn(random);
          Preparations remembering = new Preparations(policy);
          for (int i = 0; i < 100; i++) {
            Call call = drawnCall(random);

            Matched matched = remembering.of(call, i).match(call);

            Matched alone = new Preparations(policy).of(call, i).match(call);
            assertThat(matched).hasToString(alone.toString());
          }
        });
  }

  private static PolicySnapshot drawn(RandomGenerator random) {
    var builder = PolicySnapshot.builder("policy-1");
    String[] names = {"issue", "kind", "user", "operation"};
    Partition.Missing[] missing = Partition.Missing.values();
    for (int i = 0; i < 1 + random.nextInt(4); i++) {
      List<String> by =
          Stream.of(names).filter(name -> random.nextBoolean()).collect(Collectors.toList());
      Partition.Missing absent = missing[random.nextInt(missing.length)];
      Rule rule =
          Rule.limit("limit-" + i, MeterSource.of(new FixedWindow(5 + i, Micros.SECOND)))
              .partition(new Partition(by, absent));
      builder.rule(
          random.nextInt(4) == 0
              ? rule.when(Condition.byCall(call -> "a".equals(call.attribute("kind"))))
              : rule);
    }
    return builder.build();
  }

  private static Call drawnCall(RandomGenerator random) {
    Caller caller =
        random.nextBoolean() ? Caller.ANONYMOUS : Caller.builder().user("user-17").build();
    Map<String, String> attributes = new TreeMap<>();
    if (random.nextInt(4) > 0) {
      attributes.put("issue", random.nextInt(9) == 0 ? "x".repeat(600) : "I" + random.nextInt(3));
    }
    if (random.nextBoolean()) {
      attributes.put("kind", random.nextBoolean() ? "a" : "b");
    }
    Map<String, Long> costs =
        random.nextInt(4) == 0 ? Map.of("requests", random.nextLong(8)) : Map.of();
    Operation operation = random.nextBoolean() ? GET_ISSUE : PUT_ISSUE;
    return new Call(operation, caller, attributes, costs, null, false);
  }

  private static Call issue(String issue, String kind) {
    return Call.of(GET_ISSUE, Caller.ANONYMOUS).with(Map.of("issue", issue, "kind", kind));
  }

  @Test
  void whatIsPreparedByACallWithAQueryIsThatOfACallWithout() {
    Call call = Call.of(GET_ISSUE, Caller.ANONYMOUS);
    Prepared prepared = new Preparations(paged()).of(call.withQuery("limit=5"), 0);

    assertThat(prepared.match(call).claim(0).cost()).isEqualTo(1 + 10);
  }

  @Test
  void anotherPartitionIsAnotherCounter() {
    assertThat(BY_ISSUE.by("user").counter()).isNotEqualTo(BY_ISSUE.counter());
  }

  private static Matched matched(Rule rule, String issue) {
    Call call = Call.of(GET_ISSUE, Caller.ANONYMOUS).with(Map.of("issue", issue));
    return new Preparations(snapshot(rule)).of(call, 0).match(call);
  }

  /** A page costs a point and one for each object, 10 unless {@code limit} says otherwise. */
  private static PolicySnapshot paged() {
    CountedPath issues =
        new CountedPath(
            JsonPath.of("$.issues[*]"), new ObjectClass("core", 1), Bound.page("limit", 10, 50));
    return PolicySnapshot.builder("policy-1")
        .prices(new PriceBook(PriceRule.reads(1, issues), Map.of()))
        .rule(Rule.quota("hourly", MeterSource.of(new FixedWindow(100, Micros.SECOND))))
        .build();
  }

  private static PolicySnapshot snapshot(Rule rule) {
    return PolicySnapshot.builder("policy-1").rule(rule).build();
  }
}
