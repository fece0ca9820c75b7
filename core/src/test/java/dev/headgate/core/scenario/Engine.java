package dev.headgate.core.scenario;

import dev.headgate.core.call.Call;
import dev.headgate.core.call.Operation;
import dev.headgate.core.identity.App;
import dev.headgate.core.identity.Caller;
import dev.headgate.core.limit.Bucket;
import dev.headgate.core.limit.Ceiling;
import dev.headgate.core.limit.Concurrency;
import dev.headgate.core.limit.FixedWindow;
import dev.headgate.core.limit.Meter;
import dev.headgate.core.limit.SlidingLog;
import dev.headgate.core.limit.SlidingSlices;
import dev.headgate.core.pricing.Bound;
import dev.headgate.core.pricing.CountedPath;
import dev.headgate.core.pricing.JsonPath;
import dev.headgate.core.pricing.ObjectClass;
import dev.headgate.core.pricing.PriceBook;
import dev.headgate.core.pricing.PriceRule;
import dev.headgate.core.quota.Allotment;
import dev.headgate.core.quota.Pool;
import dev.headgate.core.quota.PoolTerms;
import dev.headgate.core.scenario.MeterSpec.AllotmentSpec;
import dev.headgate.core.scenario.MeterSpec.BucketSpec;
import dev.headgate.core.scenario.MeterSpec.CarrySpec;
import dev.headgate.core.scenario.MeterSpec.CeilingSpec;
import dev.headgate.core.scenario.MeterSpec.LogSpec;
import dev.headgate.core.scenario.MeterSpec.PermitsSpec;
import dev.headgate.core.scenario.MeterSpec.PoolSpec;
import dev.headgate.core.scenario.MeterSpec.SlicesSpec;
import dev.headgate.core.scenario.MeterSpec.ToleranceSpec;
import dev.headgate.core.scenario.MeterSpec.WindowSpec;
import dev.headgate.core.snapshot.MeterSource;
import dev.headgate.core.snapshot.Partition;
import dev.headgate.core.snapshot.Phase;
import dev.headgate.core.snapshot.PhaseSchedule;
import dev.headgate.core.snapshot.PolicySnapshot;
import dev.headgate.core.snapshot.Rule;
import dev.headgate.core.snapshot.Settings;
import dev.headgate.core.time.Period;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Translates plain words into the engine's. */
public final class Engine {
  private Engine() {}

  /** The snapshot of a policy; its price book knows the operations of {@link #call}. */
  public static PolicySnapshot snapshot(PolicySpec policy) {
    PolicySnapshot.Builder builder = PolicySnapshot.builder(policy.version());
    policy.rules().forEach(rule -> builder.rule(rule(rule)));
    return builder
        .prices(PRICES)
        .settings(new Settings(policy.life(), policy.lateWithin(), policy.expiredCostsNothing()))
        .build();
  }

  /** The rule of a specification. */
  public static Rule rule(RuleSpec spec) {
    Rule.Terms terms =
        new Rule.Terms(
            "", 0.2, 0, spec.chargeRefused(), spec.debtMax(), 1_000_000, spec.formerly());
    return Rule.limit(spec.name(), MeterSource.of(meter(spec.meter())))
        .kind(spec.quota() ? Rule.Kind.QUOTA : Rule.Kind.LIMIT)
        .unit(spec.unit())
        .partition(partition(spec))
        .phases(PhaseSchedule.always(spec.shadow() ? Phase.ADVERTISE : Phase.ENFORCE))
        .terms(terms);
  }

  private static Partition partition(RuleSpec spec) {
    String by = spec.by();
    if (spec.meter() instanceof PoolSpec) {
      List<String> attributes = by == null ? List.of(spec.member()) : List.of(by, spec.member());
      return new Partition(attributes, Partition.Missing.REFUSE, 1);
    }
    return by == null ? Partition.NONE : Partition.by(by);
  }

  /** The engine's meter. */
  public static Meter meter(MeterSpec spec) {
    return switch (spec) {
      case BucketSpec bucket -> new Bucket(bucket.amount(), bucket.refill(), bucket.period());
      case CeilingSpec ceiling -> new Ceiling(ceiling.amount());
      case WindowSpec window -> new FixedWindow(window.amount(), window.length());
      case LogSpec log -> new SlidingLog(log.amount(), log.length());
      case SlicesSpec it -> new SlidingSlices(it.amount(), it.length(), it.slices());
      case AllotmentSpec it -> new Allotment(it.amount(), Period.every(it.length()));
      case PermitsSpec it -> new Concurrency(it.amount(), it.lease(), it.olderThan());
      case CarrySpec it ->
          new Allotment(it.amount(), Period.every(it.length())).carrying(it.most());
      case ToleranceSpec it ->
          new Allotment(it.amount(), Period.every(it.length())).tolerating(it.exceeded(), it.of());
      case PoolSpec it ->
          new Pool(
              it.amount(),
              Period.hour(),
              new PoolTerms(it.atOnce(), it.guaranteed(), it.floor(), it.saved()));
    };
  }

  /**
   * The engine's call, remembered by the store; its operation has the price of the specification.
   */
  public static Call call(CallSpec spec) {
    Caller caller = Caller.builder().app(App.of(spec.app())).build();
    Operation operation = Operation.of(operation(spec.points(), spec.least()), "GET");
    return new Call(operation, caller, Map.of("issue", spec.issue()), Map.of(), spec.id(), true);
  }

  /** The largest number of points of a call. */
  public static final int POINTS_MAX = 16;

  private static final PriceBook PRICES = prices();

  private static PriceBook prices() {
    Map<String, PriceRule> prices = new HashMap<>();
    for (long points = 0; points <= POINTS_MAX; points++) {
      for (long least = 0; least <= points; least++) {
        prices.put(operation(points, least), price(points, least));
      }
    }
    return new PriceBook(PriceRule.points(1), prices);
  }

  private static PriceRule price(long points, long least) {
    if (points == least) {
      return PriceRule.points(points);
    }
    Bound bound = Bound.atMost(points - least);
    ObjectClass objects = new ObjectClass("object", 1);
    return PriceRule.reads(least, new CountedPath(JsonPath.of("$[*]"), objects, bound));
  }

  private static String operation(long points, long least) {
    return "op-" + points + "-" + least;
  }
}
