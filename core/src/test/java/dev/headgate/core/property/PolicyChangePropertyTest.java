package dev.headgate.core.property;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headgate.core.Seeds;
import dev.headgate.core.scenario.CallSpec;
import dev.headgate.core.scenario.MeterSpec;
import dev.headgate.core.scenario.MeterSpec.AllotmentSpec;
import dev.headgate.core.scenario.MeterSpec.BucketSpec;
import dev.headgate.core.scenario.MeterSpec.CeilingSpec;
import dev.headgate.core.scenario.MeterSpec.LogSpec;
import dev.headgate.core.scenario.MeterSpec.PermitsSpec;
import dev.headgate.core.scenario.MeterSpec.SlicesSpec;
import dev.headgate.core.scenario.MeterSpec.WindowSpec;
import dev.headgate.core.scenario.PolicySpec;
import dev.headgate.core.scenario.RuleSpec;
import dev.headgate.core.scenario.Scenario;
import dev.headgate.core.scenario.World;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Invariant 7: a policy change keeps what was used. */
@Tag("seeded")
class PolicyChangePropertyTest {
  private static final int RUNS = 200;
  private static final CallSpec WITNESS = new CallSpec("app-0", "issue-0", 0, 0, null);

  @Test
  void anotherAmountKeepsWhatWasUsedAndTheOldOneFindsItAgain() {
    Seeds.check(
        RUNS,
        random -> {
          Used used = new Used(random);
          long more = random.nextLong(1, 50);
          long before = used.remaining();

          used.change(rule -> rule.meter(with(rule.meter(), more)));
          long after = used.remaining();
          used.change(rule -> rule.meter(with(rule.meter(), used.amount)));

          long kept = Math.max(0, before + more - used.amount);
          if (more >= used.amount) {
            assertThat(after).isEqualTo(kept);
          } else {
            assertThat(after).as("a cut makes no debt").isBetween(kept, Math.min(before, more));
          }
          assertThat(used.remaining()).isEqualTo(before);
        });
  }

  @Test
  void anotherNameKeepsWhatWasUsedWhereTheRuleSaysWhatItWas() {
    Seeds.check(
        RUNS,
        random -> {
          Used used = new Used(random);
          long before = used.remaining();

          used.change(rule -> rule.renamed("another"));
          used.world.store().housekeep(used.world.time().micros());

          assertThat(used.remaining()).isEqualTo(before);
        });
  }

  @Test
  void aRuleThatSharesOnlyTheNameStartsAnew() {
    Seeds.check(
        RUNS,
        random -> {
          Used used = new Used(random);

          used.change(rule -> rule.meter(new WindowSpec(used.amount, 41_000_000)));

          assertThat(used.remaining()).isEqualTo(used.amount);
        });
  }

  /** A world with one rule of any kind that has been used at random. */
  private static final class Used {
    final World world;
    final long amount;
    private PolicySpec policy;

    Used(RandomGenerator random) {
      Scenario scenario = new Scenario(random);
      RuleSpec any = atOnce(scenario.rule(false).chargeRefused(false));
      amount = any.meter().amount();
      policy = new PolicySpec("used", List.of(any), 20_000_000, 0, false);
      world = new World(policy);
      for (int i = 0; i < 40; i++) {
        world.pass(random.nextLong(100_000));
        world.decide(scenario.call());
      }
    }

    long remaining() {
      return world.foretell(WITNESS).verdicts().getFirst().remaining();
    }

    void change(UnaryOperator<RuleSpec> how) {
      policy = policy.rules("changed", List.of(how.apply(policy.rules().getFirst())));
      world.adopt(policy);
    }
  }

  /**
   * Permits that count only later may be more than there are; then what remains says too little.
   */
  private static RuleSpec atOnce(RuleSpec rule) {
    return rule.meter() instanceof PermitsSpec(long amount, long lease, long olderThan)
        ? rule.meter(new PermitsSpec(amount, lease, 0))
        : rule;
  }

  private static MeterSpec with(MeterSpec meter, long amount) {
    return switch (meter) {
      case BucketSpec it -> new BucketSpec(amount, it.refill(), it.period());
      case CeilingSpec it -> new CeilingSpec(amount);
      case WindowSpec it -> new WindowSpec(amount, it.length());
      case AllotmentSpec it -> new AllotmentSpec(amount, it.length());
      case LogSpec it -> new LogSpec(amount, it.length());
      case SlicesSpec it -> new SlicesSpec(amount, it.length(), it.slices());
      case PermitsSpec it -> new PermitsSpec(amount, it.lease(), it.olderThan());
    };
  }
}
