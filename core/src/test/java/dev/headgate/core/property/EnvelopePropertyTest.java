package dev.headgate.core.property;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headgate.core.Seeds;
import dev.headgate.core.decision.Decision;
import dev.headgate.core.scenario.CallSpec;
import dev.headgate.core.scenario.PolicySpec;
import dev.headgate.core.scenario.RuleSpec;
import dev.headgate.core.scenario.Scenario;
import dev.headgate.core.scenario.World;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Invariant 2: what was admitted stays inside the envelope of each limit, over any stretch. */
@Tag("seeded")
class EnvelopePropertyTest {
  private static final int RUNS = 100;
  private static final int CALLS = 200;

  @Test
  void whatWasAdmittedStaysInsideTheEnvelopeOfEachLimit() {
    Seeds.check(
        RUNS,
        random -> {
          Scenario scenario = new Scenario(random);
          PolicySpec policy = costly(scenario.policy());
          World world = new World(policy);
          Map<String, List<Envelope.Admitted>> admitted = new HashMap<>();

          for (int i = 0; i < CALLS; i++) {
            world.pass(scenario.pause());
            CallSpec call = withoutId(scenario.call());
            if (world.decide(call) instanceof Decision.Allowed allowed) {
              allowed
                  .reservation()
                  .taken()
                  .forEach(
                      claim ->
                          admitted
                              .computeIfAbsent(Envelope.counter(claim), any -> new ArrayList<>())
                              .add(new Envelope.Admitted(allowed.at(), claim.cost())));
            }
          }

          for (RuleSpec rule : policy.rules()) {
            admitted.forEach(
                (key, costs) -> {
                  if (key.startsWith(rule.name() + "[")) {
                    assertThat(Envelope.excess(rule.meter(), policy.life(), costs))
                        .as("%s %s %s", rule, key, costs)
                        .isNotPositive();
                  }
                });
          }
        });
  }

  /** Nothing goes back, so that all that was admitted counts. */
  private static PolicySpec costly(PolicySpec policy) {
    return new PolicySpec("costly", policy.rules(), policy.life(), policy.lateWithin(), false);
  }

  private static CallSpec withoutId(CallSpec call) {
    return new CallSpec(call.app(), call.issue(), call.points(), call.least(), null);
  }
}
