package dev.headgate.core.property;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headgate.core.Seeds;
import dev.headgate.core.decision.Decision;
import dev.headgate.core.decision.Taken;
import dev.headgate.core.decision.Verdict;
import dev.headgate.core.scenario.PolicySpec;
import dev.headgate.core.scenario.RuleSpec;
import dev.headgate.core.scenario.Scenario;
import dev.headgate.core.scenario.World;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Invariant 1: a decision takes all its binding claims or none; a refused call leaves no trace. */
@Tag("seeded")
class AllOrNothingPropertyTest {
  private static final int RUNS = 150;
  private static final int CALLS = 120;

  @Test
  void aRefusedCallLeavesNoTrace() {
    Seeds.check(
        RUNS,
        random -> {
          Scenario scenario = new Scenario(random);
          World world = new World(neverCharging(scenario.policy()));
          Witnesses witnesses = new Witnesses();

          for (int i = 0; i < CALLS; i++) {
            world.pass(scenario.pause());
            List<String> before = witnesses.seen(world);
            Decision decision = world.decide(scenario.call());

            if (!(decision instanceof Decision.Allowed)) {
              assertThat(witnesses.seen(world)).isEqualTo(before);
            }
          }
        });
  }

  @Test
  void anAllowedCallTookEveryBindingClaim() {
    Seeds.check(
        RUNS,
        random -> {
          Scenario scenario = new Scenario(random);
          World world = new World(scenario.policy());

          for (int i = 0; i < CALLS; i++) {
            world.pass(scenario.pause());
            Decision decision = world.decide(scenario.call());

            if (decision instanceof Decision.Allowed allowed
                && allowed.taken().repetition() == Taken.Repetition.FIRST) {
              assertThat(allowed.verdicts())
                  .filteredOn(verdict -> verdict.claim().binds())
                  .noneMatch(Verdict::failed);
              assertThat(allowed.reservation().taken())
                  .containsAll(
                      allowed.plan().matched().claims().stream()
                          .filter(claim -> claim.binds())
                          .toList());
            }
          }
        });
  }

  private static PolicySpec neverCharging(PolicySpec policy) {
    List<RuleSpec> rules = policy.rules().stream().map(rule -> rule.chargeRefused(false)).toList();
    return policy.rules("never-charging", rules);
  }
}
