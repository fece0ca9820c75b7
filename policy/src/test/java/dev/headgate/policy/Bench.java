package dev.headgate.policy;

import dev.headgate.core.call.Call;
import dev.headgate.core.call.Operation;
import dev.headgate.core.call.Routed;
import dev.headgate.core.decision.Decider;
import dev.headgate.core.decision.Decision;
import dev.headgate.core.identity.Caller;
import dev.headgate.core.memory.MemoryStore;
import dev.headgate.core.time.ManualTime;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

/** A policy with a memory store and a clock that moves when told. */
final class Bench {
  private final Policy policy;
  private final ManualTime time;
  private final Decider decider;

  Bench(Policy policy, long now) {
    this.policy = policy;
    time = new ManualTime(now);
    AtomicLong ids = new AtomicLong();
    decider =
        new Decider(time, policy::snapshot, new MemoryStore(), () -> "r" + ids.incrementAndGet());
  }

  ManualTime time() {
    return time;
  }

  Decision decide(Call call) {
    return decider.decideNow(call);
  }

  Decision decide(String method, String path, Caller caller) {
    return decide(method, path, caller, Map.of());
  }

  Decision decide(String method, String path, Caller caller, Map<String, Long> costs) {
    Routed routed = policy.routes().find(method, path);
    Operation operation =
        routed instanceof Routed.RouteMatch match ? match.operation() : Policy.other(method);
    Map<String, String> parameters =
        routed instanceof Routed.RouteMatch match ? match.parameters() : Map.of();
    return decide(new Call(operation, caller, parameters, costs, null, false));
  }
}
