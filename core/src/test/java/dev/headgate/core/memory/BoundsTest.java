package dev.headgate.core.memory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headgate.core.call.Call;
import dev.headgate.core.decision.Decider;
import dev.headgate.core.decision.Decision;
import dev.headgate.core.decision.Immediate;
import dev.headgate.core.decision.Reservation;
import dev.headgate.core.limit.FixedWindow;
import dev.headgate.core.scenario.CallSpec;
import dev.headgate.core.scenario.Engine;
import dev.headgate.core.scenario.Scenario;
import dev.headgate.core.settlement.Actual;
import dev.headgate.core.settlement.Settlement;
import dev.headgate.core.settlement.SettlementListener;
import dev.headgate.core.snapshot.MeterSource;
import dev.headgate.core.snapshot.PolicySnapshot;
import dev.headgate.core.snapshot.Rule;
import dev.headgate.core.time.ManualTime;
import dev.headgate.core.time.Micros;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** What happens at the bounds of the memory store: never silently. */
class BoundsTest {
  private final ManualTime time = new ManualTime(Scenario.START);
  private final AtomicLong ids = new AtomicLong();

  @Test
  void newKeysBeyondTheBoundShareOneCounter() {
    Rule rule = perApp(2, 3);
    MemoryStore store = new MemoryStore();
    Decider decider = decider(store, rule);
    decider.decideNow(call("app-0"));
    decider.decideNow(call("app-1"));

    long thirdLeft = left(decider.decideNow(call("app-2")));
    long fourthLeft = left(decider.decideNow(call("app-3")));

    assertThat(thirdLeft).isEqualTo(2);
    assertThat(fourthLeft).isEqualTo(1);
    assertThat(left(decider.decideNow(call("app-0")))).isEqualTo(1);
    assertThat(store.overflows(rule)).isEqualTo(2);
  }

  @Test
  void aSettlementCorrectsTheCounterThatWasReallyCharged() {
    Rule rule = perApp(1, 10);
    MemoryStore store = new MemoryStore();
    Decider decider = decider(store, rule);
    decider.decideNow(call("app-0"));
    Reservation shared = ((Decision.Allowed) decider.decideNow(call("app-1"))).reservation();

    Immediate<Settlement> answer = new Immediate<>();
    store.settle(shared, Actual.NOTHING, time.micros(), answer);

    assertThat(answer.get().outcome()).isEqualTo(Settlement.Outcome.SETTLED);
    assertThat(left(decider.decideNow(call("app-2")))).isEqualTo(9);
    assertThat(left(decider.decideNow(call("app-0")))).isEqualTo(8);
  }

  @Test
  void aDeadCounterMakesRoomForANewKey() {
    Rule rule = perApp(64, 3);
    MemoryStore store = new MemoryStore();
    Decider decider = decider(store, rule);
    for (int i = 0; i < 64; i++) {
      decider.decideNow(call("app-" + i));
    }
    time.advance(60 * Micros.SECOND);
    store.housekeep(time.micros());

    decider.decideNow(call("another"));

    assertThat(store.liveKeys(rule)).isEqualTo(1);
    assertThat(store.overflows(rule)).isZero();
  }

  @Test
  void housekeepingForgetsTheDeadAndKeepsTheLiving() {
    Rule rule = perApp(1_000_000, 3);
    MemoryStore store = new MemoryStore();
    Decider decider = decider(store, rule);
    for (int i = 0; i < 5_000; i++) {
      decider.decideNow(call("dead-" + i));
    }
    time.advance(60 * Micros.SECOND);
    for (int i = 0; i < 500; i++) {
      decider.decideNow(call("living-" + i));
    }

    store.housekeep(time.micros());

    assertThat(store.liveKeys(rule)).isEqualTo(500);
    assertThat(left(decider.decideNow(call("living-7")))).isEqualTo(1);
  }

  @Test
  void countersThatNoRecentPolicyNamesAreDroppedOnceTheyAreDead() {
    Rule old = perApp(1_000, 3);
    MemoryStore store = new MemoryStore();
    decider(store, old).decideNow(call("app-0"));
    for (int i = 0; i < Counters.RECENT_MAX; i++) {
      decider(store, Rule.limit("later-" + i, window(5))).decideNow(call("app-0"));
    }

    store.housekeep(time.micros());
    int kept = store.liveKeys(old);
    time.advance(60 * Micros.SECOND);
    store.housekeep(time.micros());

    assertThat(kept).isEqualTo(1);
    assertThat(store.liveKeys(old)).isZero();
  }

  @Test
  void whereAllReservationsAreOpenANewOneIsNotRememberedAndSaysSo() {
    MemoryStore store = new MemoryStore(64, SettlementListener.NONE);
    Decider decider = decider(store, perApp(1_000, 100_000));

    long unnamed = 0;
    for (int i = 0; i < 640; i++) {
      Decision.Allowed allowed = (Decision.Allowed) decider.decideNow(call("app-0"));
      unnamed += allowed.reservation().id() == null ? 1 : 0;
    }

    assertThat(unnamed).isGreaterThanOrEqualTo(640 - 64).isEqualTo(store.unremembered());
  }

  @Test
  void reservationsThatEndedMakeRoomBeforeTheirTime() {
    MemoryStore store = new MemoryStore(64, SettlementListener.NONE);
    Decider decider = decider(store, perApp(1_000, 100_000));

    for (int i = 0; i < 640; i++) {
      Decision.Allowed allowed = (Decision.Allowed) decider.decideNow(call("app-0"));
      store.settle(allowed.reservation(), Actual.AS_RESERVED, time.micros(), new Immediate<>());
    }

    assertThat(store.unremembered()).isZero();
    assertThat(store.forgottenEarly()).isGreaterThanOrEqualTo(640 - 64);
  }

  private static Rule perApp(int keysMax, long amount) {
    Rule.Terms terms = new Rule.Terms("", 0.2, 0, false, 0, keysMax, List.of());
    return Rule.limit("per-app", window(amount)).by("app").terms(terms);
  }

  private static MeterSource window(long amount) {
    return MeterSource.of(new FixedWindow(amount, 60 * Micros.SECOND));
  }

  private Decider decider(MemoryStore store, Rule rule) {
    PolicySnapshot snapshot = PolicySnapshot.builder("bounds").rule(rule).build();
    return new Decider(time, () -> snapshot, store, () -> "r" + ids.incrementAndGet());
  }

  private static Call call(String app) {
    return Engine.call(new CallSpec(app, "issue", 1, 1, null));
  }

  private static long left(Decision decision) {
    return decision.verdicts().getFirst().remaining();
  }
}
