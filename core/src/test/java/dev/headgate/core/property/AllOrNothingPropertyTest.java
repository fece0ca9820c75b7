package dev.headgate.core.property;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headgate.core.Seeds;
import dev.headgate.core.decision.Decision;
import dev.headgate.core.decision.Taken;
import dev.headgate.core.decision.Verdict;
import dev.headgate.core.reference.Lines;
import dev.headgate.core.scenario.CallSpec;
import dev.headgate.core.scenario.PolicySpec;
import dev.headgate.core.scenario.RuleSpec;
import dev.headgate.core.scenario.Scenario;
import dev.headgate.core.scenario.World;
import java.util.ArrayList;
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
          List<CallSpec> witnesses = witnesses(scenario);

          for (int i = 0; i < CALLS; i++) {
            world.pass(scenario.pause());
            List<String> before = seen(world, witnesses);
            Decision decision = world.decide(scenario.call());

            if (!(decision instanceof Decision.Allowed)) {
              assertThat(seen(world, witnesses)).isEqualTo(before);
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

  /** Calls without an id, through which every counter of a scenario can be seen. */
  private static List<CallSpec> witnesses(Scenario scenario) {
    List<CallSpec> witnesses = new ArrayList<>();
    for (int i = 0; i < 9; i++) {
      long points = scenario.call().points();
      witnesses.add(new CallSpec("app-" + i % 3, "issue-" + i / 3, points, 0, null));
    }
    return witnesses;
  }

  private static List<String> seen(World world, List<CallSpec> witnesses) {
    return witnesses.stream().map(call -> Lines.of(world.foretell(call))).toList();
  }
}
