package dev.headgate.core.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

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
import java.util.Map;
import java.util.Objects;
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
