package dev.headgate.server;

import dev.headgate.core.call.Operation;
import dev.headgate.core.call.Route;
import dev.headgate.core.call.Routed;
import dev.headgate.core.reply.Dialect;
import dev.headgate.core.snapshot.PolicySnapshot;
import dev.headgate.policy.Policy;
import dev.headgate.server.http.PolicyView;
import java.util.HashMap;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A policy as the decision API sees it. Its rules go with the overrides; the rest never changes.
 */
final class PolicyInForce implements PolicyView {
  private final Policy policy;
  private final UnaryOperator<PolicySnapshot> overrides;
  private final Map<String, Operation> operations = new HashMap<>();

  PolicyInForce(Policy policy, UnaryOperator<PolicySnapshot> overrides) {
    this.policy = policy;
    this.overrides = overrides;
    for (Route route : policy.routes().routes()) {
      String method = route.method().equals(Route.ANY) ? "GET" : route.method();
      operations.putIfAbsent(
          route.operation(), new Operation(route.operation(), method, route.product()));
    }
  }

  Policy policy() {
    return policy;
  }

  @Override
  public PolicySnapshot rules() {
    return overrides.apply(policy.snapshot());
  }

  @Override
  public @Nullable Operation operation(String name) {
    return operations.get(name);
  }

  @Override
  public Routed route(String method, String path) {
    Routed found = policy.routes().find(method, path);
    return found instanceof Routed.NoRoute
        ? new Routed.RouteMatch(Policy.other(method), Map.of())
        : found;
  }

  @Override
  public Dialect dialect(Operation operation) {
    return policy.dialect(operation);
  }
}
