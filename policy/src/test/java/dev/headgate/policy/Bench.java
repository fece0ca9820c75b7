package dev.headgate.policy;

import dev.headgate.core.call.Call;
import dev.headgate.core.call.Operation;
import dev.headgate.core.call.Routed;
import dev.headgate.core.decision.Decider;
import dev.headgate.core.decision.Decision;
import dev.headgate.core.decision.Immediate;
import dev.headgate.core.identity.Caller;
import dev.headgate.core.memory.MemoryStore;
import dev.headgate.core.settlement.Actual;
import dev.headgate.core.settlement.Settlement;
import dev.headgate.core.settlement.SettlementListener;
import dev.headgate.core.settlement.Settler;
import dev.headgate.core.time.ManualTime;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

/** A policy with a memory store and a clock that moves when told. */
final class Bench {
  private final Policy policy;
  private final ManualTime time;
  private final Decider decider;
  private final Settler settler;

  Bench(Policy policy, long now) {
    this.policy = policy;
    time = new ManualTime(now);
    AtomicLong ids = new AtomicLong();
    MemoryStore store = new MemoryStore();
    decider = new Decider(time, policy::snapshot, store, () -> "r" + ids.incrementAndGet());
    settler = new Settler(time, store, SettlementListener.NONE);
  }

  Policy policy() {
    return policy;
  }

  ManualTime time() {
    return time;
  }

  Decision decide(Call call) {
    return decider.decideNow(call);
  }

  Decision decide(String method, String target, Caller caller) {
    return decide(method, target, caller, Map.of());
  }

  Decision decide(String method, String target, Caller caller, Map<String, Long> costs) {
    Call call = call(method, target, caller);
    return decide(
        new Call(call.operation(), caller, call.query(), call.attributes(), costs, null, false));
  }

  /** A request as a door would hand it on. */
  Call call(String method, String target, Caller caller) {
    Routed routed = policy.routes().find(method, target);
    Operation operation =
        routed instanceof Routed.RouteMatch match ? match.operation() : Policy.other(method);
    Map<String, String> parameters =
        routed instanceof Routed.RouteMatch match ? match.parameters() : Map.of();
    return Call.of(operation, caller).with(parameters).withQuery(Call.queryOf(target));
  }

  /** What would be answered now; takes nothing. */
  Decision check(Call call) {
    Immediate<Decision> answer = new Immediate<>();
    decider.check(decider.plan(call, time.micros()), answer);
    return answer.get();
  }

  /** Ends an allowed call at what it really cost. */
  Settlement settle(Decision decision, Actual actual) {
    Immediate<Settlement> answer = new Immediate<>();
    settler.settle(((Decision.Allowed) decision).reservation(), actual, answer);
    return answer.get();
  }
}
