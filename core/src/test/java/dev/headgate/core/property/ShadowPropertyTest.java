package dev.headgate.core.property;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headgate.core.Seeds;
import dev.headgate.core.decision.Decision;
import dev.headgate.core.decision.Verdict;
import dev.headgate.core.scenario.CallSpec;
import dev.headgate.core.scenario.PolicySpec;
import dev.headgate.core.scenario.RuleSpec;
import dev.headgate.core.scenario.Scenario;
import dev.headgate.core.scenario.World;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Invariant 6: shadow claims never change an answer, and their verdicts are those of the limit
 * enforced alone over the calls that the binding claims admitted.
 */
@Tag("seeded")
class ShadowPropertyTest {
  private static final int RUNS = 150;
  private static final int CALLS = 150;

  @Test
  void shadowRulesChangeNoAnswer() {
    Seeds.check(
        RUNS,
        random -> {
          Scenario scenario = new Scenario(random);
          PolicySpec policy = scenario.policy();
          World with = new World(policy);
          World without = new World(policy.rules("without", binding(policy)));

          for (int i = 0; i < CALLS; i++) {
            long pause = scenario.pause();
            with.pass(pause);
            without.pass(pause);
            CallSpec call = scenario.call();

            assertThat(answer(with.decide(call))).isEqualTo(answer(without.decide(call)));
          }
        });
  }

  @Test
  void aShadowVerdictIsThatOfTheLimitEnforcedAlone() {
    Seeds.check(
        RUNS,
        random -> {
          Scenario scenario = new Scenario(random);
          PolicySpec policy = scenario.policy();
          RuleSpec shadow = scenario.rule(true);
          List<RuleSpec> rules = new ArrayList<>(binding(policy));
          rules.add(shadow);
          World both = new World(policy.rules("both", rules));
          World alone = new World(policy.rules("alone", List.of(shadow.shadow(false))));

          for (int i = 0; i < CALLS; i++) {
            long pause = scenario.pause();
            both.pass(pause);
            alone.pass(pause);
            CallSpec call = withoutId(scenario.call());

            if (both.decide(call) instanceof Decision.Allowed allowed) {
              Decision enforced = alone.decide(call);
              Verdict seen = allowed.verdicts().getLast();
              assertThat(seen.failed()).isEqualTo(!(enforced instanceof Decision.Allowed));
              if (!(enforced instanceof Decision.Refused)) {
                assertThat(numbers(seen)).isEqualTo(numbers(enforced.verdicts().getFirst()));
              }
            }
          }
        });
  }

  private static List<RuleSpec> binding(PolicySpec policy) {
    return policy.rules().stream().filter(rule -> !rule.shadow()).toList();
  }

  /** What the caller is told of what decides. */
  private static String answer(Decision decision) {
    List<String> verdicts =
        decision.verdicts().stream()
            .filter(verdict -> verdict.claim().binds())
            .map(verdict -> verdict.outcome() + " " + numbers(verdict))
            .toList();
    String binding =
        switch (decision) {
          case Decision.Allowed allowed -> "";
          case Decision.Throttled throttled -> throttled.binding().claim().rule().name();
          case Decision.Exhausted exhausted -> exhausted.binding().claim().rule().name();
          case Decision.Refused refused -> refused.denial().reason();
        };
    return decision.getClass().getSimpleName() + " " + binding + " " + verdicts;
  }

  private static List<Long> numbers(Verdict verdict) {
    return List.of(verdict.remaining(), verdict.passesAt(), verdict.resetAt());
  }

  private static CallSpec withoutId(CallSpec call) {
    return new CallSpec(call.app(), call.issue(), call.points(), call.least(), null);
  }
}
