package dev.headgate.core.property;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headgate.core.Seeds;
import dev.headgate.core.scenario.MeterSpec;
import dev.headgate.core.scenario.MeterSpec.AllotmentSpec;
import dev.headgate.core.scenario.MeterSpec.BucketSpec;
import dev.headgate.core.scenario.MeterSpec.CarrySpec;
import dev.headgate.core.scenario.MeterSpec.CeilingSpec;
import dev.headgate.core.scenario.MeterSpec.LogSpec;
import dev.headgate.core.scenario.MeterSpec.PermitsSpec;
import dev.headgate.core.scenario.MeterSpec.PoolSpec;
import dev.headgate.core.scenario.MeterSpec.SlicesSpec;
import dev.headgate.core.scenario.MeterSpec.ToleranceSpec;
import dev.headgate.core.scenario.MeterSpec.WindowSpec;
import dev.headgate.core.scenario.PolicySpec;
import dev.headgate.core.scenario.RuleSpec;
import dev.headgate.core.scenario.Scenario;
import dev.headgate.core.scenario.World;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Invariant 7: a policy change keeps what was used. */
@Tag("seeded")
class PolicyChangePropertyTest {
  private static final int RUNS = 200;

  @Test
  void otherAmountsKeepWhatWasUsedAndTheOldOnesFindItAgain() {
    Seeds.check(
        RUNS,
        random -> {
          Used used = new Used(random);
          PolicySpec old = used.policy;
          Map<String, Long> before = used.remaining();
          Map<String, Long> amounts = new HashMap<>();
          old.rules().forEach(rule -> amounts.put(rule.name(), random.nextLong(1, 50)));

          used.change(rule -> rule.meter(with(rule.meter(), amounts.get(rule.name()))));
          Map<String, Long> after = used.remaining();
          used.adopt(old);

          assertThat(after.keySet()).isEqualTo(before.keySet());
          for (RuleSpec rule : old.rules()) {
            long amount = rule.meter().amount();
            long more = with(rule.meter(), amounts.get(rule.name())).amount();
            after.forEach(
                (counter, left) -> {
                  if (counter.startsWith(rule.name() + "[")) {
                    long was = before.get(counter);
                    long kept = Math.max(0, was + more - amount);
                    long most = more >= amount ? kept : Math.min(was, more);
                    assertThat(left).as("%s of %s", counter, rule).isBetween(kept, most);
                  }
                });
          }
          assertThat(used.remaining()).isEqualTo(before);
        });
  }

  @Test
  void otherNamesKeepWhatWasUsedWhereTheRulesSayWhatTheyWere() {
    Seeds.check(
        RUNS,
        random -> {
          Used used = new Used(random);
          Map<String, Long> before = used.remaining();

          used.change(rule -> rule.renamed("new-" + rule.name()));

          Map<String, Long> renamed = new TreeMap<>();
          before.forEach((counter, left) -> renamed.put("new-" + counter, left));
          for (int i = 0; i < 3; i++) {
            used.world.store().housekeep(used.world.time().micros());
            assertThat(used.remaining()).isEqualTo(renamed);
          }
        });
  }

  @Test
  void anotherOrderKeepsWhatWasUsed() {
    Seeds.check(
        RUNS,
        random -> {
          Used used = new Used(random);
          Map<String, Long> before = used.remaining();

          used.adopt(used.policy.rules("reversed", used.policy.rules().reversed()));

          assertThat(used.remaining()).isEqualTo(before);
        });
  }

  @Test
  void aRuleThatSharesOnlyTheNameStartsAnewAndTheOthersGoOn() {
    Seeds.check(
        RUNS,
        random -> {
          Used used = new Used(random);
          String other = used.policy.rules().getFirst().name();
          long amount = random.nextLong(1, 50);
          Map<String, Long> others = used.remaining();
          others.keySet().removeIf(counter -> counter.startsWith(other + "["));

          used.change(
              rule ->
                  rule.name().equals(other)
                      ? rule.meter(new WindowSpec(amount, 41_000_000))
                      : rule);

          Map<String, Long> anew = used.remaining();
          assertThat(anew).containsAllEntriesOf(others);
          anew.keySet().removeAll(others.keySet());
          assertThat(anew.values()).isNotEmpty().allMatch(left -> left == amount);
        });
  }

  /** A world whose rules have been used at random. */
  private static final class Used {
    final World world;
    private final Witnesses witnesses = new Witnesses();
    private PolicySpec policy;

    Used(RandomGenerator random) {
      Scenario scenario = new Scenario(random);
      PolicySpec any = scenario.policy();
      policy = any.rules("used", any.rules().stream().map(rule -> atOnce(rule)).toList());
      world = new World(policy);
      for (int i = 0; i < 40; i++) {
        world.pass(random.nextLong(100_000));
        world.decide(scenario.call());
      }
    }

    Map<String, Long> remaining() {
      return witnesses.remaining(world);
    }

    void change(UnaryOperator<RuleSpec> how) {
      adopt(policy.rules("changed", policy.rules().stream().map(how).toList()));
    }

    void adopt(PolicySpec other) {
      policy = other;
      world.adopt(other);
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

  /** What looks back reckons anew what earlier windows left, so that keeps its amount. */
  private static MeterSpec with(MeterSpec meter, long amount) {
    return switch (meter) {
      case BucketSpec it -> new BucketSpec(amount, it.refill(), it.period());
      case CeilingSpec it -> new CeilingSpec(amount);
      case WindowSpec it -> new WindowSpec(amount, it.length());
      case AllotmentSpec it -> new AllotmentSpec(amount, it.length());
      case LogSpec it -> new LogSpec(amount, it.length());
      case SlicesSpec it -> new SlicesSpec(amount, it.length(), it.slices());
      case PermitsSpec it -> new PermitsSpec(amount, it.lease(), it.olderThan());
      case CarrySpec it -> it;
      case ToleranceSpec it -> it;
      case PoolSpec it -> it;
    };
  }
}
