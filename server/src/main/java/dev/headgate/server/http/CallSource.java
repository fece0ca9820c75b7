package dev.headgate.server.http;

import dev.headgate.core.call.Call;
import dev.headgate.core.call.Operation;
import dev.headgate.core.call.Routed;
import dev.headgate.core.identity.Caller;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/** Plans calls of the engine for calls as services describe them. Safe for all threads. */
final class CallSource {
  private final ApiEngine engine;

  CallSource(ApiEngine engine) {
    this.engine = engine;
  }

  /**
   * What the engine plans for a call now.
   *
   * @throws RequestException where operation or caller is not known, or the call is beyond a bound
   */
  Planned plan(CallBody body) {
    PolicyView view = engine.policy().get();
    try {
      Call call = call(view, body);
      long now = engine.time().micros();
      return new Planned(engine.decider().plan(view.rules(), call, now), view);
    } catch (IllegalArgumentException beyond) {
      throw Problems.beyond(String.valueOf(beyond.getMessage())).thrown();
    }
  }

  private Call call(PolicyView view, CallBody body) {
    Routed.RouteMatch target = target(view, body);
    Caller caller = engine.callers().caller(body.caller);
    if (caller == null) {
      String tenant = body.caller.get("tenant");
      throw Problems.unknownCaller("tenant " + tenant + ", app " + body.caller.get("app")).thrown();
    }
    Map<String, String> attributes = joined(body.attributes, target.parameters());
    boolean held = body.held || body.id != null;
    String query = body.path == null ? "" : Call.queryOf(body.path);
    return new Call(target.operation(), caller, query, attributes, body.costs, body.id, held);
  }

  private static Routed.RouteMatch target(PolicyView view, CallBody body) {
    String name = body.operation;
    if (name != null) {
      Operation operation = view.operation(name);
      if (operation == null) {
        throw Problems.unknownOperation(name).thrown();
      }
      return new Routed.RouteMatch(operation, Map.of());
    }
    String method = Objects.requireNonNull(body.method);
    String path = Objects.requireNonNull(body.path);
    return switch (view.route(method, path)) {
      case Routed.RouteMatch match -> match;
      case Routed.NoRoute() -> throw Problems.unknownOperation(method + " " + path).thrown();
      case Routed.BadPath(String found, String expected) ->
          throw Problems.wrong("/path", Problems.shown(found), expected).thrown();
    };
  }

  /** What the path says goes before what the asking service says. */
  private static Map<String, String> joined(
      Map<String, String> attributes, Map<String, String> parameters) {
    if (parameters.isEmpty()) {
      return attributes;
    }
    Map<String, String> joined = new HashMap<>(attributes);
    joined.putAll(parameters);
    return joined;
  }
}
