package dev.headgate.server.cli;

import dev.headgate.core.call.Call;
import dev.headgate.core.call.Operation;
import dev.headgate.core.call.Routed;
import dev.headgate.core.identity.Caller;
import dev.headgate.core.pricing.Quote;
import dev.headgate.policy.Policy;

/** What a call costs by the prices of a policy. */
sealed interface PricedCall {
  /** It costs that. */
  record Quoted(String operation, Quote quote) implements PricedCall {}

  /** It is no call. */
  record Wrong(String message) implements PricedCall {}

  /** Prices a method and a target with its query. */
  static PricedCall of(Policy policy, String method, String target) {
    return switch (policy.routes().find(method, target)) {
      case Routed.BadPath(String found, String expected) ->
          new Wrong("\"" + found + "\" (expected: " + expected + ")");
      case Routed.NoRoute() -> quoted(policy, Policy.other(method), target);
      case Routed.RouteMatch match -> quoted(policy, match.operation(), target);
    };
  }

  private static PricedCall quoted(Policy policy, Operation operation, String target) {
    Call call = Call.of(operation, Caller.ANONYMOUS).withQuery(Call.queryOf(target));
    return new Quoted(operation.name(), policy.snapshot().quote(call));
  }
}
