package dev.headgate.server.store;

import dev.headgate.core.call.Call;
import dev.headgate.core.call.Operation;
import dev.headgate.core.identity.App;
import dev.headgate.core.identity.Caller;
import dev.headgate.core.identity.Tenant;
import dev.headgate.core.limit.Bucket;
import dev.headgate.core.limit.Concurrency;
import dev.headgate.core.limit.FixedWindow;
import dev.headgate.core.limit.SlidingLog;
import dev.headgate.core.limit.SlidingSlices;
import dev.headgate.core.quota.Pool;
import dev.headgate.core.quota.PoolTerms;
import dev.headgate.core.settlement.Actual;
import dev.headgate.core.snapshot.MeterSource;
import dev.headgate.core.snapshot.Partition;
import dev.headgate.core.snapshot.Phase;
import dev.headgate.core.snapshot.PhaseSchedule;
import dev.headgate.core.snapshot.PolicySnapshot;
import dev.headgate.core.snapshot.Rule;
import dev.headgate.core.time.Period;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/** Random calls under a policy with a limit of every kind, by seed. For one thread. */
public final class Traffic {
  /** A second in microseconds. */
  public static final long SECOND = 1_000_000;

  private static final List<String> METHODS = List.of("GET", "PUT", "POST");
  private final SplittableRandom random;

  /** The traffic of a seed. */
  public Traffic(long seed) {
    random = new SplittableRandom(seed);
  }

  /** A limit of every kind, some per tenant, app, user or for all, one announced. */
  public static PolicySnapshot.Builder policy() {
    return PolicySnapshot.builder("every-kind")
        .rule(Rule.limit("burst", MeterSource.of(new Bucket(40, 20, SECOND))).by("tenant"))
        .rule(Rule.limit("exact", MeterSource.of(new SlidingLog(30, 3 * SECOND))).by("app"))
        .rule(
            Rule.limit("slices", MeterSource.of(new SlidingSlices(60, 10 * SECOND, 5)))
                .by("tenant", "app"))
        .rule(
            Rule.limit("running", MeterSource.of(new Concurrency(12, 8 * SECOND, 0)))
                .by("user")
                .partition(new Partition(List.of("user"), Partition.Missing.SKIP)))
        .rule(
            Rule.quota("hourly", MeterSource.of(new Pool(3_000, Period.hour(), shared())))
                .partition(new Partition(List.of("tenant", "app"), Partition.Missing.REFUSE, 1)))
        .rule(
            Rule.quota("announced", MeterSource.of(new FixedWindow(200, 60 * SECOND)))
                .by("tenant")
                .phases(PhaseSchedule.always(Phase.ADVERTISE)));
  }

  private static PoolTerms shared() {
    return PoolTerms.PLAIN.releasing(3_000).guaranteeing(2_000, 100).saving(50);
  }

  /** The source of the choices. */
  public SplittableRandom random() {
    return random;
  }

  /** A call of one of a few callers. */
  public Call call() {
    int tenant = random.nextInt(3);
    Caller.Builder caller =
        Caller.builder()
            .tenant(new Tenant("tenant-" + tenant, "plan-" + tenant, 7, zone(tenant), 1 + tenant))
            .app(new App("copy-" + random.nextInt(2), "app-" + random.nextInt(3), "tier"));
    if (random.nextBoolean()) {
      caller.user("user-é-" + random.nextInt(2)).attribute("region", "Ω");
    }
    Operation operation =
        new Operation("op-" + random.nextInt(3), METHODS.get(random.nextInt(3)), "product");
    Map<String, Long> costs =
        random.nextBoolean() ? Map.of() : Map.of("points", 1L + random.nextInt(40));
    String id = random.nextInt(3) == 0 ? "id-" + random.nextInt(1_000) : null;
    String query = random.nextBoolean() ? "" : "limit=" + random.nextInt(50);
    return new Call(
        operation,
        caller.build(),
        query,
        Map.of("address", "192.0.2." + tenant),
        costs,
        id,
        random.nextInt(4) > 0);
  }

  /** What a call may have cost. */
  public Actual actual() {
    return switch (random.nextInt(3)) {
      case 0 -> Actual.NOTHING;
      case 1 -> Actual.AS_RESERVED;
      default -> Actual.points(random.nextInt(60));
    };
  }

  private static ZoneId zone(int tenant) {
    return ZoneId.of(List.of("UTC", "Europe/Berlin", "+05:30").get(tenant));
  }
}
