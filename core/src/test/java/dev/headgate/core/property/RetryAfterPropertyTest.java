package dev.headgate.core.property;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headgate.core.Seeds;
import dev.headgate.core.decision.Decision;
import dev.headgate.core.scenario.CallSpec;
import dev.headgate.core.scenario.MeterSpec;
import dev.headgate.core.scenario.MeterSpec.CarrySpec;
import dev.headgate.core.scenario.MeterSpec.PermitsSpec;
import dev.headgate.core.scenario.MeterSpec.PoolSpec;
import dev.headgate.core.scenario.MeterSpec.ToleranceSpec;
import dev.headgate.core.scenario.PolicySpec;
import dev.headgate.core.scenario.Scenario;
import dev.headgate.core.scenario.World;
import dev.headgate.core.time.Micros;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Invariant 3: the instant given for a retry suffices, and a microsecond earlier does not. */
@Tag("seeded")
class RetryAfterPropertyTest {
  private static final int RUNS = 300;
  private static final int CALLS = 150;

  @Test
  void aCallerThatWaitsRetryAfterIsAllowedAndOneThatComesAMicrosecondEarlierIsNot() {
    Seeds.check(
        RUNS,
        random -> {
          Scenario scenario = new Scenario(random);
          World world = new World(onlyExact(scenario.policy()));

          for (int i = 0; i < CALLS; i++) {
            world.pass(scenario.pause());
            CallSpec call = withoutId(scenario.call());
            long retryAt = retryAt(world.decide(call));

            if (retryAt != Micros.NEVER) {
              assertThat(world.foretell(call, retryAt)).isInstanceOf(Decision.Allowed.class);
              assertThat(world.foretell(call, retryAt - 1)).isNotInstanceOf(Decision.Allowed.class);
            }
            settleSome(random, world);
          }
        });
  }

  /** Settlements make debt, from which the instant must lead out as well. */
  private static void settleSome(RandomGenerator random, World world) {
    if (random.nextInt(3) == 0) {
      String id = "r" + random.nextInt(1, CALLS);
      world.settle(id, dev.headgate.core.settlement.Actual.points(random.nextLong(30)));
    }
  }

  private static long retryAt(Decision decision) {
    return switch (decision) {
      case Decision.Throttled throttled -> throttled.retryAt();
      case Decision.Exhausted exhausted -> exhausted.resetAt();
      case Decision.Allowed allowed -> Micros.NEVER;
      case Decision.Refused refused -> Micros.NEVER;
    };
  }

  private static PolicySpec onlyExact(PolicySpec policy) {
    return policy.rules(
        "exact", policy.rules().stream().filter(rule -> isExact(rule.meter())).toList());
  }

  /**
   * When others give their permits back nobody knows. What a pool, a carry or a tolerance has left
   * may be less in the next window, so that one that passes now may fail when another passes.
   */
  private static boolean isExact(MeterSpec meter) {
    boolean lessLater =
        meter instanceof PoolSpec || meter instanceof CarrySpec || meter instanceof ToleranceSpec;
    return !(meter instanceof PermitsSpec || lessLater);
  }

  private static CallSpec withoutId(CallSpec call) {
    return new CallSpec(call.app(), call.issue(), call.points(), call.least(), null);
  }
}
