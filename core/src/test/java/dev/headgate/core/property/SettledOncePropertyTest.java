package dev.headgate.core.property;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headgate.core.Seeds;
import dev.headgate.core.decision.Decision;
import dev.headgate.core.scenario.CallSpec;
import dev.headgate.core.scenario.MeterSpec.WindowSpec;
import dev.headgate.core.scenario.PolicySpec;
import dev.headgate.core.scenario.RuleSpec;
import dev.headgate.core.scenario.World;
import dev.headgate.core.settlement.Actual;
import dev.headgate.core.settlement.Ending;
import dev.headgate.core.settlement.Settlement;
import dev.headgate.core.settlement.Settlement.Outcome;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Invariant 5: a reservation is settled or expired exactly once, settling is idempotent, and no
 * cost is lost silently.
 */
@Tag("seeded")
class SettledOncePropertyTest {
  private static final int RUNS = 150;
  private static final long DAY = 86_400_000_000L;
  private static final long POOL = 1_000;

  @Test
  void whatIsUsedIsTheSumOfWhatTheCallsCost() {
    Seeds.check(
        RUNS,
        random -> {
          World world = new World(pool(random.nextBoolean()));
          List<String> ids = new ArrayList<>();

          for (int i = 0; i < 100; i++) {
            world.time().advance(random.nextLong(1_000_000));
            reserve(random, world, ids);
            end(random, world, ids);
          }
          world.pass(60_000_000);

          assertThat(POOL - world.foretell(call(0)).verdicts().getFirst().remaining())
              .isEqualTo(cost(world.endings()));
          assertThat(firstEndings(world.endings())).hasSize(ids.size()).allMatch(n -> n == 1);
        });
  }

  @Test
  void settlingAgainAnswersTheSameAndChangesNothing() {
    Seeds.check(
        RUNS,
        random -> {
          World world = new World(pool(random.nextBoolean()));
          List<String> ids = new ArrayList<>();
          reserve(random, world, ids);
          boolean late = random.nextBoolean();
          world.time().advance(late ? 15_000_000 : 5_000_000);

          Settlement first = world.settle("r1", Actual.points(random.nextLong(20)));
          int heard = world.endings().size();
          long left = world.foretell(call(0)).verdicts().getFirst().remaining();
          Settlement second = world.settle("r1", Actual.points(random.nextLong(20)));

          assertThat(first.outcome()).isEqualTo(late ? Outcome.CORRECTED_LATE : Outcome.SETTLED);
          assertThat(second).isEqualTo(first);
          assertThat(world.endings()).hasSize(heard);
          assertThat(world.foretell(call(0)).verdicts().getFirst().remaining()).isEqualTo(left);
        });
  }

  /** One window of a day in which the scenario lies, so that all that is used can be read off. */
  private static PolicySpec pool(boolean expiredCostsNothing) {
    WindowSpec day = new WindowSpec(POOL, DAY);
    RuleSpec rule = new RuleSpec("pool", true, "points", null, day, false, false, 0, List.of());
    return new PolicySpec("pool", List.of(rule), 10_000_000, 30_000_000, expiredCostsNothing);
  }

  private static CallSpec call(long points) {
    return new CallSpec("app-0", "issue-0", points, 0, null);
  }

  private static void reserve(RandomGenerator random, World world, List<String> ids) {
    if (world.decide(call(random.nextLong(10))) instanceof Decision.Allowed allowed) {
      ids.add(allowed.reservation().id());
    }
  }

  private static void end(RandomGenerator random, World world, List<String> ids) {
    String id = ids.get(random.nextInt(ids.size()));
    switch (random.nextInt(6)) {
      case 0 -> world.settle(id, Actual.NOTHING);
      case 1, 2 -> world.settle(id, Actual.points(random.nextLong(20)));
      case 3 -> world.store().expire(world.time().micros());
      default -> {}
    }
  }

  /** What the listener heard, summed: the last word on each reservation, less what was unpaid. */
  private static long cost(List<Ending> endings) {
    long cost = 0;
    for (Ending ending : endings) {
      long reserved = ending.reservation().quote().reserve("points");
      Settlement settlement = ending.settlement();
      long first = settlement.outcome() == Outcome.CORRECTED_LATE ? 0 : reserved;
      cost += first;
      for (Settlement.Adjustment change : settlement.adjustments()) {
        cost += change.charged() - change.refunded();
      }
    }
    return cost;
  }

  private static java.util.Collection<Integer> firstEndings(List<Ending> endings) {
    Map<Long, Integer> counts = new HashMap<>();
    for (Ending ending : endings) {
      if (ending.settlement().outcome() != Outcome.CORRECTED_LATE) {
        counts.merge(ending.reservation().serial(), 1, Integer::sum);
      }
    }
    return counts.values();
  }
}
