package dev.headgate.core.reference;

import dev.headgate.core.decision.Decider;
import dev.headgate.core.decision.Decision;
import dev.headgate.core.decision.Immediate;
import dev.headgate.core.scenario.CallSpec;
import dev.headgate.core.scenario.Engine;
import dev.headgate.core.scenario.PolicySpec;
import dev.headgate.core.scenario.Scenario;
import dev.headgate.core.scenario.StoreUnderTest;
import dev.headgate.core.settlement.Actual;
import dev.headgate.core.settlement.Found;
import dev.headgate.core.settlement.Settlement;
import dev.headgate.core.settlement.Settler;
import dev.headgate.core.snapshot.PolicySnapshot;
import dev.headgate.core.time.ManualTime;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** The engine and the reference under one random script; what each says is one line of text. */
public final class SideBySide {
  /**
   * A call that both decided, taking or only peeking.
   *
   * @param policy under which
   * @param call which
   * @param decision the engine's
   * @param expected the reference's
   */
  public record Decided(PolicySpec policy, CallSpec call, Decision decision, SlowAnswer expected) {}

  private final Scenario scenario;
  private final RandomGenerator random;
  private final ManualTime time = new ManualTime(Scenario.START);
  private final AtomicLong endings = new AtomicLong();
  private final StoreUnderTest store;
  private final SlowEngine slow = new SlowEngine();
  private final Decider decider;
  private final Settler settler;
  private final List<String> ids = new ArrayList<>();
  private final List<PolicySpec> policies = new ArrayList<>();
  private final List<PolicySnapshot> snapshots = new ArrayList<>();
  private int policy;
  private long retryAt = Scenario.START;
  private String engineSays = "";
  private String slowSays = "";
  private @Nullable Decided decided;

  /** The engine on a memory store, and the reference, with nothing, under one policy. */
  public SideBySide(Scenario scenario, RandomGenerator random) {
    this(scenario, random, StoreUnderTest::inMemory);
  }

  /** Both begin with nothing, the engine on a store of one kind, under one policy. */
  public SideBySide(Scenario scenario, RandomGenerator random, StoreUnderTest.Kind kind) {
    this.scenario = scenario;
    this.random = random;
    store = kind.open(time, ending -> endings.incrementAndGet());
    adopt(scenario.policy());
    decider = new Decider(time, () -> snapshots.get(policy), store.counters(), this::newId);
    settler = new Settler(time, store.reservations(), ending -> endings.incrementAndGet());
  }

  /** Does the next thing to both, and tells what it was. */
  public String next() {
    decided = null;
    pass();
    long now = time.micros();
    store.reservations().expire(now);
    slow.expire(now);
    return switch (random.nextInt(20)) {
      case 0, 1 -> decide(scenario.call(), false);
      case 2, 3, 4 -> settle(cost());
      case 5 -> settle(SlowCost.NOTHING);
      case 6 -> renew();
      case 7 -> find();
      case 8 -> random.nextInt(4) == 0 ? change() : alternate();
      case 9 -> housekeep();
      default -> decide(scenario.call(), true);
    };
  }

  /** What was decided last, or null where something else was done. */
  public @Nullable Decided decided() {
    return decided;
  }

  /** What the engine said. */
  public String engineSays() {
    return engineSays;
  }

  /** What the reference said. */
  public String slowSays() {
    return slowSays;
  }

  /** How many reservations ended in the engine. */
  public long engineEndings() {
    return endings.get();
  }

  /** How many reservations ended in the reference. */
  public long slowEndings() {
    return slow.endings();
  }

  private void pass() {
    switch (random.nextInt(6)) {
      case 0 -> time.advanceTo(retryAt);
      case 1 -> time.advanceTo(retryAt - 1);
      default -> time.advance(scenario.pause());
    }
  }

  private String newId() {
    return ids.getLast();
  }

  private String decide(CallSpec call, boolean taking) {
    long now = time.micros();
    ids.add("r" + ids.size());
    Immediate<Decision> answer = new Immediate<>();
    if (taking) {
      decider.decide(Engine.call(call), answer);
    } else {
      decider.check(decider.plan(Engine.call(call), now), answer);
    }
    engineSays = Lines.of(answer.get());
    SlowAnswer expected = slow.decide(policies.get(policy), call, now, ids.getLast(), taking);
    slowSays = expected.line();
    decided = new Decided(policies.get(policy), call, answer.get(), expected);
    boolean soon = expected.instant() - now < 3_600_000_000L;
    retryAt = soon ? expected.instant() : retryAt;
    return (taking ? "decide " : "check ") + call + " at " + now + " by " + policies.get(policy);
  }

  private String settle(SlowCost cost) {
    String id = anyId();
    Long points = cost.points();
    Actual actual =
        cost.nothing()
            ? Actual.NOTHING
            : points == null ? Actual.AS_RESERVED : Actual.points(points);
    Immediate<Settlement> answer = new Immediate<>();
    settler.settle(id, actual, answer);
    engineSays = Lines.of(answer.get());
    slowSays = slow.settle(id, cost, time.micros());
    return "settle " + id + " " + cost + " at " + time.micros();
  }

  private String renew() {
    String id = anyId();
    Immediate<Boolean> answer = new Immediate<>();
    settler.renew(id, answer);
    engineSays = String.valueOf(answer.get());
    slowSays = String.valueOf(slow.renew(id, time.micros()));
    return "renew " + id + " at " + time.micros();
  }

  private String find() {
    String id = anyId();
    Immediate<Found> answer = new Immediate<>();
    settler.find(id, answer);
    engineSays =
        switch (answer.get()) {
          case Found.None() -> "none";
          case Found.Open open -> "open";
          case Found.Ended ended -> Lines.of(ended.settlement());
        };
    slowSays = slow.find(id, time.micros());
    return "find " + id + " at " + time.micros();
  }

  /** A store gets to know a policy by the first call under it; until then the old numbers hold. */
  private String change() {
    adopt(scenario.changed(policies.getLast()));
    return decide(scenario.call(), false);
  }

  private String alternate() {
    policy = policies.size() - 1 - random.nextInt(Math.min(2, policies.size()));
    return "alternate " + policy;
  }

  private String housekeep() {
    store.housekeep().accept(time.micros());
    if (store.forgets()) {
      slow.housekeep(time.micros());
    }
    return "housekeep at " + time.micros();
  }

  private void adopt(PolicySpec spec) {
    policies.add(spec);
    snapshots.add(Engine.snapshot(spec));
    policy = policies.size() - 1;
  }

  private SlowCost cost() {
    return random.nextInt(3) == 0 ? SlowCost.AS_RESERVED : new SlowCost(random.nextLong(20), false);
  }

  /** Mostly one of the latest. */
  private String anyId() {
    int back = random.nextInt(1, random.nextInt(4) == 0 ? 60 : 8);
    return "r" + Math.max(0, ids.size() - back);
  }
}
