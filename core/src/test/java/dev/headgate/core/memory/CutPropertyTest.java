package dev.headgate.core.memory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headgate.core.Seeds;
import dev.headgate.core.decision.Decider;
import dev.headgate.core.decision.Immediate;
import dev.headgate.core.reference.Lines;
import dev.headgate.core.scenario.CallSpec;
import dev.headgate.core.scenario.Engine;
import dev.headgate.core.scenario.PolicySpec;
import dev.headgate.core.scenario.RuleSpec;
import dev.headgate.core.scenario.Scenario;
import dev.headgate.core.settlement.Actual;
import dev.headgate.core.settlement.Settlement;
import dev.headgate.core.settlement.SettlementListener;
import dev.headgate.core.settlement.Settler;
import dev.headgate.core.snapshot.PolicySnapshot;
import dev.headgate.core.time.ManualTime;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * What a keeper has after a cut is the state of one instant, whatever happens while it listens: a
 * store that is restored from it goes on like one that was stopped at that instant and never lost.
 */
@Tag("seeded")
class CutPropertyTest {
  private static final int RUNS = 250;
  private static final int STEPS = 200;

  @Test
  void aStoreRestoredFromACutGoesOnLikeOneThatWasNeverInterrupted() {
    Seeds.check(RUNS, random -> new Story(random).run());
  }

  /** One thing that happens, drawn beforehand so that it can happen in two stores. */
  private record Step(int number, long at, CallSpec call, int settled, Actual actual, int kind) {}

  private static final class Side {
    private final ManualTime time;
    private final MemoryStore store;
    private final Decider decider;
    private final Settler settler;
    private PolicySnapshot snapshot;
    private int number;

    Side(MemoryStore store, PolicySnapshot snapshot, long now) {
      this.store = store;
      this.snapshot = snapshot;
      time = new ManualTime(now);
      decider = new Decider(time, () -> this.snapshot, store, () -> "r" + number);
      settler = new Settler(time, store, SettlementListener.NONE);
    }

    String apply(Step step) {
      number = step.number();
      time.advance(step.at() - time.micros());
      // How many due ones a call helps to end depends on what else was there, and may.
      boolean due = true;
      while (due) {
        due = store.expire(step.at()) > 0;
      }
      String line = Lines.of(decider.decideNow(Engine.call(step.call())));
      String id = "r" + step.settled();
      switch (step.kind()) {
        case 0, 1 -> {
          Immediate<Settlement> answer = new Immediate<>();
          settler.settle(id, step.actual(), answer);
          line += Lines.of(answer.get());
        }
        case 2 -> {
          Immediate<Boolean> answer = new Immediate<>();
          settler.renew(id, answer);
          line += answer.get();
        }
        case 3 -> store.housekeep(step.at());
        default -> {}
      }
      return line;
    }
  }

  private static final class Story {
    private final RandomGenerator random;
    private final Scenario scenario;
    private final List<Step> late = new ArrayList<>();
    private KeptState kept = new KeptState(this::meanwhile);
    private PolicySpec policy;
    private Side side;
    private final Side twin;
    private boolean adopted;
    private int steps;
    private long now = Scenario.START;

    Story(RandomGenerator random) {
      this.random = random;
      scenario = new Scenario(random);
      policy = scenario.policy();
      PolicySnapshot snapshot = Engine.snapshot(policy);
      side = new Side(MemoryStore.noting(10_000, SettlementListener.NONE), snapshot, now);
      twin = new Side(new MemoryStore(), snapshot, now);
    }

    void run() {
      while (steps < STEPS) {
        Step step = step();
        assertThat(side.apply(step)).as("step %s", step).isEqualTo(twin.apply(step));
        if (random.nextInt(12) == 0) {
          cut();
        }
        if (random.nextInt(30) == 0) {
          adopt();
        }
      }
    }

    private void cut() {
      long cutAt = now;
      kept.follow(side.store);
      if (random.nextBoolean()) {
        crash(cutAt);
      } else {
        late.forEach(twin::apply);
      }
      late.clear();
    }

    /** All that happened since the cut is lost, and what happens then is new. */
    private void crash(long cutAt) {
      PolicySnapshot snapshot = Engine.snapshot(policy);
      now = cutAt + scenario.pause();
      side = new Side(MemoryStore.noting(10_000, SettlementListener.NONE), snapshot, now);
      twin.snapshot = snapshot;
      kept.restore(side.store, snapshot, now);
    }

    /** Once, since a keeper knows a limit by the names that the policy of the restart tells. */
    private void adopt() {
      PolicySpec other = scenario.changed(policy);
      boolean keepsKinds =
          other.rules().stream()
              .allMatch(rule -> policy.rules().stream().noneMatch(before -> splits(before, rule)));
      if (keepsKinds && !adopted) {
        adopted = true;
        policy = other;
        side.snapshot = Engine.snapshot(policy);
        twin.snapshot = side.snapshot;
      }
    }

    /** Whether a rule starts anew: what was settled on its old counters would be seen. */
    private static boolean splits(RuleSpec before, RuleSpec rule) {
      boolean heir = rule.name().equals(before.name()) || rule.formerly().contains(before.name());
      return heir && !rule.meter().identity().equals(before.meter().identity());
    }

    private void meanwhile() {
      if (random.nextInt(3) == 0) {
        Step step = step();
        late.add(step);
        side.apply(step);
      }
    }

    private Step step() {
      now += scenario.pause();
      int settled = Math.max(0, steps - random.nextInt(20));
      Actual actual = random.nextInt(4) == 0 ? Actual.NOTHING : Actual.points(random.nextInt(9));
      return new Step(steps++, now, scenario.call(), settled, actual, random.nextInt(6));
    }
  }
}
