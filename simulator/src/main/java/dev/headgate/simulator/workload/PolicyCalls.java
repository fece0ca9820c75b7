package dev.headgate.simulator.workload;

import dev.headgate.core.call.Route;
import dev.headgate.policy.Policy;
import java.util.ArrayList;
import java.util.List;

/** The calls that a policy's routes lead to: what a workload calls that does not say. */
final class PolicyCalls {
  private static final int CALLS_MAX = 20;
  private static final String PARAMETER = "\\{[^}]+}";
  private static final String REST = "/**";

  private PolicyCalls() {}

  /** One for each of the first routes, with numbers for parameters; {@code GET /} where none is. */
  static List<Group.Wanted> of(Policy policy) {
    List<Group.Wanted> calls = new ArrayList<>();
    for (Route route : policy.routes().routes()) {
      if (calls.size() < CALLS_MAX) {
        String method = route.method().equals(Route.ANY) ? "GET" : route.method();
        String target =
            route.template().replaceAll(PARAMETER, "{n}").replace(REST, "/" + Group.Wanted.NUMBER);
        calls.add(new Group.Wanted(method, target, 0));
      }
    }
    return calls.isEmpty() ? List.of(new Group.Wanted("GET", "/", 0)) : List.copyOf(calls);
  }
}
