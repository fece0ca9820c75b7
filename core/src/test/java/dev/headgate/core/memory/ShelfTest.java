package dev.headgate.core.memory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headgate.core.decision.Decider;
import dev.headgate.core.decision.Decision;
import dev.headgate.core.decision.Verdict;
import dev.headgate.core.limit.FixedWindow;
import dev.headgate.core.scenario.CallSpec;
import dev.headgate.core.scenario.Engine;
import dev.headgate.core.scenario.Scenario;
import dev.headgate.core.snapshot.Condition;
import dev.headgate.core.snapshot.MeterSource;
import dev.headgate.core.snapshot.PolicySnapshot;
import dev.headgate.core.snapshot.Rule;
import dev.headgate.core.time.ManualTime;
import dev.headgate.core.time.Micros;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Limits that tell callers apart alike share cells, and nobody notices. */
class ShelfTest {
  private static final int KEYS_MAX = 4;

  private final ManualTime time = new ManualTime(Scenario.START);
  private final MemoryStore store = new MemoryStore();

  @Test
  void aLimitAddedLaterFindsRoomInTheCellsOfKnownKeys() {
    decide("app-0", window("first", 10));

    Decision decision = decide("app-0", window("first", 10), window("second", 7));

    assertThat(left(decision)).containsExactly(8L, 6L);
    assertThat(left(decide("app-0", window("second", 7)))).containsExactly(5L);
  }

  @Test
  void theWordsOfALimitThatWentAreCleanForTheNext() {
    decide("app-0", window("stays", 100), window("goes", 9));
    time.advance(60 * Micros.SECOND);
    for (int i = 0; i < Counters.RECENT_MAX; i++) {
      decide("app-0", window("stays", 100 + i));
    }
    store.housekeep(time.micros());

    Decision decision = decide("app-0", window("stays", 100), window("comes", 9));

    assertThat(left(decision)).containsExactly(100L - Counters.RECENT_MAX - 1, 8L);
  }

  @Test
  void eachLimitHasABoundOfItsOwnOnItsKeys() {
    Rule all = window("all", 100);
    Rule some = window("some", 100).when(Condition.byCaller(call -> false));

    for (int i = 0; i < KEYS_MAX + 1; i++) {
      decide("app-" + i, all, some);
    }

    assertThat(store.liveKeys(all)).isEqualTo(KEYS_MAX + 1);
    assertThat(store.overflows(all)).isEqualTo(1);
    assertThat(store.liveKeys(some)).isZero();
    assertThat(store.overflows(some)).isZero();
  }

  @Test
  void aDeadLimitIsForgottenInACellWhereAnotherLives() {
    Rule brief = window("brief", 10);
    Rule lasting = rule("lasting", 10, 3_600 * Micros.SECOND);
    decide("app-0", brief, lasting);
    time.advance(60 * Micros.SECOND);

    store.housekeep(time.micros());

    assertThat(store.liveKeys(brief)).isZero();
    assertThat(store.liveKeys(lasting)).isEqualTo(1);
    assertThat(left(decide("app-0", brief, lasting))).containsExactly(9L, 8L);
  }

  @Test
  void aResetForgetsOneLimitAndLeavesItsNeighbours() {
    Rule one = window("one", 10);
    Rule other = window("other", 10);
    Decision before = decide("app-0", one, other);

    boolean reset = store.reset(one, before.verdicts().getFirst().claim().key());

    assertThat(reset).isTrue();
    assertThat(left(decide("app-0", one, other))).containsExactly(9L, 8L);
  }

  @Test
  void moreLimitsThanACellHoldsGoToAnotherShelf() {
    Rule[] rules = new Rule[80];
    for (int i = 0; i < rules.length; i++) {
      rules[i] = window("limit-" + i, 10 + i);
    }

    decide("app-0", rules);
    Decision decision = decide("app-0", rules);

    for (int i = 0; i < rules.length; i++) {
      assertThat(decision.verdicts().get(i).remaining()).isEqualTo(8 + i);
    }
  }

  private static Rule window(String name, long amount) {
    return rule(name, amount, 60 * Micros.SECOND);
  }

  private static Rule rule(String name, long amount, long length) {
    Rule.Terms terms = new Rule.Terms("", 0.2, 0, false, 0, KEYS_MAX, List.of());
    MeterSource meters = MeterSource.of(new FixedWindow(amount, length));
    return Rule.limit(name, meters).by("app").terms(terms);
  }

  private Decision decide(String app, Rule... rules) {
    PolicySnapshot.Builder builder = PolicySnapshot.builder("shelf");
    for (Rule rule : rules) {
      builder.rule(rule);
    }
    PolicySnapshot snapshot = builder.build();
    Decider decider = new Decider(time, () -> snapshot, store, () -> "none");
    return decider.decideNow(Engine.call(new CallSpec(app, "issue", 1, 1, null)));
  }

  private static List<Long> left(Decision decision) {
    return decision.verdicts().stream().map(Verdict::remaining).toList();
  }
}
