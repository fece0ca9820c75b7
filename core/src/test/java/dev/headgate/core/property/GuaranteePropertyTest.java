package dev.headgate.core.property;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headgate.core.Seeds;
import dev.headgate.core.decision.Decision;
import dev.headgate.core.decision.Taken;
import dev.headgate.core.decision.Verdict;
import dev.headgate.core.quota.PoolTerms;
import dev.headgate.core.quota.SlowPool;
import dev.headgate.core.scenario.CallSpec;
import dev.headgate.core.scenario.MeterSpec.PoolSpec;
import dev.headgate.core.scenario.PolicySpec;
import dev.headgate.core.scenario.RuleSpec;
import dev.headgate.core.scenario.Scenario;
import dev.headgate.core.scenario.World;
import dev.headgate.core.settlement.Actual;
import dev.headgate.core.settlement.Ending;
import dev.headgate.core.settlement.Settlement.Adjustment;
import dev.headgate.core.settlement.Settlement.Outcome;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Invariant 9 through the store, beside up to five other limits: a call that fits what is left of
 * its member's guarantee is never refused by the pool.
 */
@Tag("seeded")
class GuaranteePropertyTest {
  private static final int RUNS = 60;
  private static final int CALLS = 250;

  @Test
  void aCallThatFitsItsMembersGuaranteeIsNeverRefusedByThePool() {
    Seeds.check(
        RUNS,
        random -> {
          Scenario scenario = new Scenario(random);
          PoolSpec spec = guaranteeing(random);
          World world = new World(withPool(scenario.policy(), spec));
          Shadowed shadowed = new Shadowed(spec, world);

          for (int i = 0; i < CALLS; i++) {
            world.pass(scenario.pause());
            CallSpec call = call(random, scenario, shadowed);
            long guaranteed = shadowed.guaranteed(call);
            Decision decision = world.decide(call);

            if (!decision.verdicts().isEmpty()) {
              Verdict pool = decision.verdicts().getLast();
              assertThat(pool.failed() && pool.claim().cost() <= guaranteed)
                  .as("%d guaranteed and refused: %s", guaranteed, pool)
                  .isFalse();
            }
            shadowed.hear(call, decision);
            if (random.nextInt(4) == 0) {
              String id = "r" + (1 + random.nextInt(CALLS));
              world.settle(id, Actual.points(random.nextLong(20)));
            }
          }
        });
  }

  /** The pools as one would reckon them by hand from what the store says it took and gave back. */
  private static final class Shadowed {
    private final PoolSpec spec;
    private final World world;
    private final Map<String, SlowPool> pools = new HashMap<>();
    private int heard;

    Shadowed(PoolSpec spec, World world) {
      this.spec = spec;
      this.world = world;
    }

    long guaranteed(CallSpec call) {
      hearEndings();
      return pool(call.app()).guaranteed(call.issue(), world.time().micros()) / 1_000;
    }

    void hear(CallSpec call, Decision decision) {
      if (decision instanceof Decision.Allowed allowed
          && allowed.taken().repetition() == Taken.Repetition.FIRST) {
        long cost = allowed.verdicts().getLast().claim().cost();
        if (cost > 0) {
          pool(call.app()).take(call.issue(), cost, allowed.at());
        }
      }
    }

    private void hearEndings() {
      for (; heard < world.endings().size(); heard++) {
        Ending ending = world.endings().get(heard);
        if (ending.settlement().outcome() != Outcome.RECORDED_LATE) {
          ending.settlement().adjustments().forEach(one -> correct(ending, one));
        }
      }
    }

    private void correct(Ending ending, Adjustment change) {
      if (!change.claim().rule().name().equals("pool")) {
        return;
      }
      SlowPool pool = pool(attribute(ending, "app"));
      String member = attribute(ending, "issue");
      if (change.charged() > 0) {
        pool.take(member, change.charged(), ending.at());
      } else if (change.refunded() > 0) {
        pool.giveBack(member, change.refunded(), ending.reservation().at(), ending.at());
      }
    }

    private SlowPool pool(String app) {
      PoolTerms terms = new PoolTerms(spec.atOnce(), spec.guaranteed(), spec.floor(), spec.saved());
      return pools.computeIfAbsent(app, any -> new SlowPool(spec.amount(), terms));
    }

    private static String attribute(Ending ending, String name) {
      return Objects.requireNonNull(ending.reservation().call().attribute(name));
    }
  }

  private static PoolSpec guaranteeing(RandomGenerator random) {
    long amount = random.nextLong(40, 200);
    int guaranteed = random.nextInt(1_000, 5_001);
    long saved = random.nextBoolean() ? 0 : random.nextLong(1, 20);
    return new PoolSpec(amount, random.nextInt(10_001), guaranteed, random.nextLong(1, 12), saved);
  }

  /** The pool last, enforced; the other rules are as they come. */
  private static PolicySpec withPool(PolicySpec policy, PoolSpec spec) {
    List<RuleSpec> rules = new ArrayList<>(policy.rules());
    if (rules.size() == 6) {
      rules.removeFirst();
    }
    rules.add(new RuleSpec("pool", true, "points", "app", spec, false, false, 5, List.of()));
    return policy.rules("with-pool", rules);
  }

  /** By turns one that asks for much and others that ask for what they are guaranteed. */
  private static CallSpec call(RandomGenerator random, Scenario scenario, Shadowed shadowed) {
    if (random.nextInt(3) > 0) {
      long points = random.nextLong(1, 17);
      return new CallSpec("app-0", "issue-0", points, points, null);
    }
    CallSpec any = scenario.call();
    long points = Math.min(16, shadowed.guaranteed(any));
    return points == 0 ? any : new CallSpec(any.app(), any.issue(), points, points, null);
  }
}
