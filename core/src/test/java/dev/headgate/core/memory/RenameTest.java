package dev.headgate.core.memory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headgate.core.decision.Decider;
import dev.headgate.core.decision.Decision;
import dev.headgate.core.decision.Immediate;
import dev.headgate.core.limit.FixedWindow;
import dev.headgate.core.scenario.CallSpec;
import dev.headgate.core.scenario.Engine;
import dev.headgate.core.scenario.Scenario;
import dev.headgate.core.settlement.Actual;
import dev.headgate.core.settlement.Settler;
import dev.headgate.core.snapshot.MeterSource;
import dev.headgate.core.snapshot.PolicySnapshot;
import dev.headgate.core.snapshot.Rule;
import dev.headgate.core.time.ManualTime;
import dev.headgate.core.time.Micros;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** One limit under two names, while calls are still planned under both. */
class RenameTest {
  private final ManualTime time = new ManualTime(Scenario.START);
  private final MemoryStore store = new MemoryStore();
  private final AtomicInteger ids = new AtomicInteger();
  private final PolicySnapshot older = snapshot("older", window("before", List.of()));
  private final PolicySnapshot newer = snapshot("newer", window("after", List.of("before")));

  @Test
  void theCountIsOneWhicheverNameIsMetFirst() {
    decide(newer);
    decide(older);

    assertThat(remaining(decide(newer))).isEqualTo(7);
  }

  @Test
  void theCountStaysOneAfterHousekeeping() {
    decide(newer);
    store.housekeep(time.micros());
    decide(older);

    assertThat(remaining(decide(newer))).isEqualTo(7);
  }

  @Test
  void whatWasTakenFromANamesakeGoesBackToIt() {
    decide(older);
    PolicySnapshot both = snapshot("both", window("after", List.of()), window("before", List.of()));
    decide(both);
    decide(both);
    decide(newer);

    new Settler(time, store, ending -> {}).settle("r1", Actual.NOTHING, new Immediate<>());

    assertThat(remaining(decide(newer))).isEqualTo(6);
    assertThat(remaining(decide(older))).isEqualTo(7);
  }

  private Decision decide(PolicySnapshot snapshot) {
    Decider decider = new Decider(time, () -> snapshot, store, () -> "r" + ids.incrementAndGet());
    return decider.decideNow(Engine.call(new CallSpec("app-0", "issue", 1, 1, null)));
  }

  private static long remaining(Decision decision) {
    return decision.verdicts().getFirst().remaining();
  }

  private static PolicySnapshot snapshot(String version, Rule... rules) {
    PolicySnapshot.Builder builder = PolicySnapshot.builder(version);
    for (Rule rule : rules) {
      builder.rule(rule);
    }
    return builder.build();
  }

  private static Rule window(String name, List<String> formerly) {
    MeterSource meters = MeterSource.of(new FixedWindow(10, 60 * Micros.SECOND));
    Rule.Terms terms = new Rule.Terms("", 0.2, 0, false, 0, 100, formerly);
    return Rule.limit(name, meters).by("app").terms(terms);
  }
}
