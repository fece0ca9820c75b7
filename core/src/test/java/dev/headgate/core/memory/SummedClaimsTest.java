package dev.headgate.core.memory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headgate.core.call.Call;
import dev.headgate.core.decision.Immediate;
import dev.headgate.core.decision.Plan;
import dev.headgate.core.decision.Taken;
import dev.headgate.core.decision.Verdict;
import dev.headgate.core.scenario.CallSpec;
import dev.headgate.core.scenario.Engine;
import dev.headgate.core.scenario.MeterSpec.WindowSpec;
import dev.headgate.core.scenario.PolicySpec;
import dev.headgate.core.scenario.RuleSpec;
import dev.headgate.core.scenario.Scenario;
import dev.headgate.core.snapshot.Claim;
import dev.headgate.core.snapshot.Matched;
import dev.headgate.core.snapshot.PolicySnapshot;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A call that claims one counter several times is asked once, for the sum. */
class SummedClaimsTest {
  private static final PolicySnapshot SNAPSHOT =
      Engine.snapshot(
          new PolicySpec(
              "summed",
              List.of(
                  new RuleSpec(
                      "pool",
                      false,
                      "points",
                      null,
                      new WindowSpec(10, 1_000_000),
                      false,
                      false,
                      0,
                      List.of())),
              1,
              0,
              false));

  @Test
  void twoClaimsThatFitOneByOneAreRefusedWhereTheirSumDoesNot() {
    Taken taken = take(6, 2);

    assertThat(taken.passed()).isFalse();
    assertThat(taken.verdicts()).hasSize(1).allMatch(Verdict::failed);
  }

  @Test
  void claimsOnOneCounterAreTakenTogether() {
    Taken taken = take(3, 3);

    assertThat(taken.passed()).isTrue();
    assertThat(taken.verdicts().getFirst().remaining()).isEqualTo(1);
  }

  private static Taken take(long points, int times) {
    Call call = Engine.call(new CallSpec("app-0", "issue-0", points, 0, null));
    Matched once = SNAPSHOT.match(call, Scenario.START);
    List<Claim> claims = new ArrayList<>();
    for (int i = 0; i < times; i++) {
      claims.addAll(once.claims());
    }
    Matched matched = new Matched(once.quote(), claims, null);
    Immediate<Taken> answer = new Immediate<>();
    new MemoryStore().takeAll(new Plan(SNAPSHOT, call, matched, Scenario.START, null), answer);
    return answer.get();
  }
}
