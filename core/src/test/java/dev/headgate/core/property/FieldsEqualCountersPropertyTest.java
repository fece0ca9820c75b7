package dev.headgate.core.property;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headgate.core.Seeds;
import dev.headgate.core.decision.Decision;
import dev.headgate.core.decision.Verdict;
import dev.headgate.core.scenario.CallSpec;
import dev.headgate.core.scenario.Scenario;
import dev.headgate.core.scenario.World;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Invariant 4: what a decision says of its limits is how they stood at its end, also at zero. */
@Tag("seeded")
class FieldsEqualCountersPropertyTest {
  private static final int RUNS = 150;
  private static final int CALLS = 120;

  @Test
  void whatRemainsIsWhatTheNextCallerFindsAtTheSameInstant() {
    Seeds.check(
        RUNS,
        random -> {
          Scenario scenario = new Scenario(random);
          World world = new World(scenario.policy());

          for (int i = 0; i < CALLS; i++) {
            world.pass(scenario.pause());
            CallSpec call = scenario.call();
            Decision decision = world.decide(call);
            Decision next = world.foretell(call);

            assertThat(decision.verdicts())
                .as("%s", decision.verdicts())
                .allMatch(verdict -> verdict.remaining() >= 0)
                .allMatch(verdict -> verdict.resetAt() >= world.time().micros());
            if (decision.verdicts().size() == next.verdicts().size()) {
              assertThat(remaining(decision)).isEqualTo(remaining(next));
            }
          }
        });
  }

  private static java.util.List<Long> remaining(Decision decision) {
    return decision.verdicts().stream().map(Verdict::remaining).toList();
  }
}
