package dev.headgate.core.usage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headgate.core.call.Call;
import dev.headgate.core.decision.Decider;
import dev.headgate.core.decision.Decision;
import dev.headgate.core.decision.Immediate;
import dev.headgate.core.memory.MemoryStore;
import dev.headgate.core.scenario.CallSpec;
import dev.headgate.core.scenario.Engine;
import dev.headgate.core.scenario.MeterSpec.WindowSpec;
import dev.headgate.core.scenario.PolicySpec;
import dev.headgate.core.scenario.RuleSpec;
import dev.headgate.core.scenario.Scenario;
import dev.headgate.core.settlement.Actual;
import dev.headgate.core.settlement.Settler;
import dev.headgate.core.snapshot.PolicySnapshot;
import dev.headgate.core.time.ManualTime;
import dev.headgate.core.usage.UsageRecord.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What is written down of calls and endings, each once. */
class UsageTest {
  private static final long SECOND = 1_000_000;
  private static final PolicySnapshot SNAPSHOT =
      Engine.snapshot(
          new PolicySpec(
              "usage",
              List.of(rule("pool", 20, false), rule("announced", 9, true)),
              10 * SECOND,
              10 * SECOND,
              false));

  private final List<UsageRecord> log = new ArrayList<>();
  private final UsageRollup rollup = new UsageRollup(60 * SECOND, 2, 3);
  private final RuleCounts counts = new RuleCounts();
  private final UsageRecorder recorder =
      new UsageRecorder(
          happened -> {
            log.add(happened);
            rollup.append(happened);
          });
  private final ManualTime time = new ManualTime(Scenario.START);
  private final MemoryStore store = new MemoryStore(64, recorder);
  private final Settler settler = new Settler(time, store, recorder);
  private final AtomicLong ids = new AtomicLong();
  private final Decider decider =
      new Decider(
          time, () -> SNAPSHOT, store, () -> "r" + ids.incrementAndGet(), recorder.and(counts));

  @Test
  void reservedAndCorrectionsAddUpToTheCost() {
    decide(8, null);
    settle("r1", 3);
    settle("r1", 3);
    decide(8, null);
    time.advance(10 * SECOND);
    store.housekeep(time.micros());
    settle("r2", 9);

    assertThat(kinds())
        .containsExactly(
            Kind.ALLOWED, Kind.SETTLED, Kind.ALLOWED, Kind.EXPIRED, Kind.CORRECTED_LATE);
    assertThat(rollup.total().points()).isEqualTo(3 + 9);
    assertThat(rollup.total().allowed()).isEqualTo(2);
  }

  @Test
  void aRepeatedCallIsNotWrittenDownAgain() {
    decide(8, "own");
    decide(8, "own");

    assertThat(kinds()).containsExactly(Kind.ALLOWED);
    assertThat(counts.counts().get("pool")).isEqualTo(new RuleCounts.Count(1, 0, 0, 8));
  }

  @Test
  void aRefusalNamesTheRuleThatBinds() {
    decide(16, null);
    decide(8, null);

    assertThat(log.getLast().kind()).isEqualTo(Kind.THROTTLED);
    assertThat(log.getLast().rule()).isEqualTo("pool");
    assertThat(log.getLast().cost()).isEqualTo(UsageCost.NONE);
    assertThat(log.getLast().key()).isEqualTo(new UsageKey("", "app-0", "op-8-0"));
  }

  @Test
  void whatTheDebtDoesNotCoverIsReportedApart() {
    decide(8, null);
    settle("r1", 50);

    assertThat(log.getLast().cost()).isEqualTo(new UsageCost(0, 42, 42 - 12));
    assertThat(rollup.total().unpaid()).isEqualTo(30);
  }

  @Test
  void theDemandOnAnAnnouncedLimitRisesWhoeverRefuses() {
    decide(8, null);
    decide(8, null);
    decide(8, null);

    assertThat(counts.counts().get("pool")).isEqualTo(new RuleCounts.Count(2, 1, 0, 24));
    assertThat(counts.counts().get("announced")).isEqualTo(new RuleCounts.Count(1, 0, 1, 24));
  }

  @Test
  void keysAndStretchesBeyondTheBoundsAreSummedUnderNobodysName() {
    for (int i = 0; i < 5; i++) {
      rollup.append(record("app-" + i, Scenario.START));
    }
    rollup.append(record("app-0", Scenario.START + 60 * SECOND));
    rollup.append(record("app-0", Scenario.START + 120 * SECOND));
    rollup.append(record("app-0", Scenario.START));

    assertThat(rollup.unkept().allowed()).isEqualTo(3);
    assertThat(rollup.between(0, Long.MAX_VALUE)).hasSize(2);
    assertThat(rollup.total().allowed()).isEqualTo(5);
  }

  private static UsageRecord record(String app, long at) {
    UsageKey key = new UsageKey("", app, "op");
    return new UsageRecord(at, key, Kind.ALLOWED, new UsageCost(1, 0, 0), "");
  }

  private static RuleSpec rule(String name, long amount, boolean shadow) {
    WindowSpec window = new WindowSpec(amount, 3_600 * SECOND);
    return new RuleSpec(name, false, "points", null, window, shadow, false, 0, List.of());
  }

  private Decision decide(long points, @Nullable String id) {
    Call call = Engine.call(new CallSpec("app-0", "issue-0", points, 0, id));
    return decider.decideNow(call);
  }

  private void settle(String id, long points) {
    settler.settle(id, Actual.points(points), new Immediate<>());
  }

  private List<Kind> kinds() {
    return log.stream().map(UsageRecord::kind).toList();
  }
}
