package dev.headgate.server.http;

import dev.headgate.core.call.Operation;
import dev.headgate.core.call.Route;
import dev.headgate.core.call.Routed;
import dev.headgate.core.call.Routes;
import dev.headgate.core.limit.Bucket;
import dev.headgate.core.limit.FixedWindow;
import dev.headgate.core.pricing.Bound;
import dev.headgate.core.pricing.CountedPath;
import dev.headgate.core.pricing.JsonPath;
import dev.headgate.core.pricing.ObjectClass;
import dev.headgate.core.pricing.PriceBook;
import dev.headgate.core.pricing.PriceRule;
import dev.headgate.core.reply.Dialect;
import dev.headgate.core.reply.Dialects;
import dev.headgate.core.snapshot.Condition;
import dev.headgate.core.snapshot.Gate;
import dev.headgate.core.snapshot.MeterSource;
import dev.headgate.core.snapshot.Phase;
import dev.headgate.core.snapshot.PhaseSchedule;
import dev.headgate.core.snapshot.PolicySnapshot;
import dev.headgate.core.snapshot.Rule;
import dev.headgate.core.time.Micros;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A small policy: per tenant a burst of 5 refilled by one a second; per app 100 points an hour; a
 * limit of 2 a minute that is only announced; a licence gate.
 */
record TestPolicy(Supplier<PolicySnapshot> inForce) implements PolicyView {
  private static final Map<String, Operation> OPERATIONS =
      Map.of(
          "getIssue", Operation.of("getIssue", "GET"),
          "deepSearch", Operation.of("deepSearch", "POST"),
          "exportAll", Operation.of("exportAll", "GET"));

  private static final Routes ROUTES =
      Routes.builder().add("/", new Route("GET", "/issues/{issue}", "getIssue", "")).build();

  /** At most 49 objects of one point each. */
  private static CountedPath found() {
    return new CountedPath(
        JsonPath.of("$.found[*]"), new ObjectClass("object", 1), Bound.atMost(49));
  }

  static PolicySnapshot snapshot() {
    return PolicySnapshot.builder("policy-1")
        .prices(
            new PriceBook(
                PriceRule.points(1),
                Map.of(
                    "getIssue", PriceRule.points(2),
                    "exportAll", PriceRule.points(1_000),
                    "deepSearch", PriceRule.reads(1, found()))))
        .rule(Rule.limit("burst", MeterSource.of(new Bucket(5, 1, Micros.SECOND))).by("tenant"))
        .rule(
            Rule.quota("hourly", MeterSource.of(new FixedWindow(100, 3_600 * Micros.SECOND)))
                .by("app"))
        .rule(
            Rule.limit("announced", MeterSource.of(new FixedWindow(2, 60 * Micros.SECOND)))
                .by("app")
                .phases(PhaseSchedule.always(Phase.ADVERTISE)))
        .gate(
            new Gate(
                "licence",
                Condition.ALWAYS,
                Condition.byCaller(call -> !"float".equals(call.caller().attribute("licence"))),
                "licence-required",
                "licence: float (expected: a named licence)"))
        .build();
  }

  @Override
  public PolicySnapshot rules() {
    return inForce.get();
  }

  @Override
  public @Nullable Operation operation(String name) {
    return OPERATIONS.get(name);
  }

  @Override
  public Routed route(String method, String path) {
    return ROUTES.find(method, path);
  }

  @Override
  public Dialect dialect(Operation operation) {
    return Dialects.named("ietf");
  }
}
