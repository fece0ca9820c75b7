package dev.headgate.simulator.remedy;

import dev.headgate.core.call.Call;
import dev.headgate.core.identity.App;
import dev.headgate.core.identity.Caller;
import dev.headgate.core.identity.Tenant;
import java.util.HashMap;
import java.util.Map;
import java.util.function.UnaryOperator;

/** The same call by an app of another tier. For one thread. */
final class Promoted implements UnaryOperator<Call> {
  /** At the bound all are forgotten and made anew. */
  private static final int CALLERS_MAX = 100_000;

  private final String tier;
  private final Map<Caller, Caller> known = new HashMap<>();

  Promoted(String tier) {
    this.tier = tier;
  }

  @Override
  public Call apply(Call call) {
    if (known.size() >= CALLERS_MAX) {
      known.clear();
    }
    return call.by(known.computeIfAbsent(call.caller(), this::promoted));
  }

  private Caller promoted(Caller caller) {
    App app = caller.app();
    if (app == null) {
      return caller;
    }
    Caller.Builder builder = Caller.builder().app(new App(app.id(), app.cluster(), tier));
    Tenant tenant = caller.tenant();
    if (tenant != null) {
      builder.tenant(tenant);
    }
    caller.attributes().forEach(builder::attribute);
    return builder.build();
  }
}
