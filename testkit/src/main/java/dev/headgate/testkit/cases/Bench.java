package dev.headgate.testkit.cases;

import dev.headgate.core.call.Call;
import dev.headgate.core.decision.Decider;
import dev.headgate.core.decision.Decision;
import dev.headgate.core.decision.Immediate;
import dev.headgate.core.memory.MemoryStore;
import dev.headgate.core.settlement.Actual;
import dev.headgate.core.settlement.SettlementListener;
import dev.headgate.core.settlement.Settler;
import dev.headgate.core.time.ManualTime;
import dev.headgate.policy.Policy;
import java.util.concurrent.atomic.AtomicLong;

/** A policy with empty counters and a clock that moves when told. For one thread. */
final class Bench {
  private final ManualTime time;
  private final Decider decider;
  private final Settler settler;

  Bench(Policy policy, long begin) {
    time = new ManualTime(begin);
    AtomicLong ids = new AtomicLong();
    MemoryStore store = new MemoryStore();
    decider = new Decider(time, policy::snapshot, store, () -> "r" + ids.incrementAndGet());
    settler = new Settler(time, store, SettlementListener.NONE);
  }

  void advance(long micros) {
    time.advance(micros);
  }

  long now() {
    return time.micros();
  }

  Decision decide(Call call) {
    return decider.decideNow(call);
  }

  /** What would be answered now; takes nothing. */
  Decision check(Call call) {
    Immediate<Decision> answer = new Immediate<>();
    decider.check(decider.plan(call, time.micros()), answer);
    return answer.get();
  }

  /** Ends an allowed call at what it really cost. */
  void settle(Decision.Allowed allowed, Actual actual) {
    settler.settle(allowed.reservation(), actual, new Immediate<>());
  }
}
