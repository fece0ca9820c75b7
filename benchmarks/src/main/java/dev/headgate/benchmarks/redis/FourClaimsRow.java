package dev.headgate.benchmarks.redis;

import dev.headgate.core.call.Call;
import dev.headgate.core.call.Operation;
import dev.headgate.core.decision.Plan;
import dev.headgate.core.identity.App;
import dev.headgate.core.identity.Caller;
import dev.headgate.core.identity.Tenant;
import dev.headgate.core.limit.Bucket;
import dev.headgate.core.limit.FixedWindow;
import dev.headgate.core.quota.Allotment;
import dev.headgate.core.settlement.SettlementListener;
import dev.headgate.core.snapshot.Matched;
import dev.headgate.core.snapshot.MeterSource;
import dev.headgate.core.snapshot.PolicySnapshot;
import dev.headgate.core.snapshot.Rule;
import dev.headgate.core.time.Period;
import dev.headgate.core.time.SystemTime;
import dev.headgate.core.time.TimeSource;
import dev.headgate.server.store.codec.ReservationCodec;
import dev.headgate.server.store.redis.RedisStore;
import java.util.ArrayList;
import java.util.List;

/**
 * Four strict claims with a reservation and an id of the call's own, against INCR: a bucket of each
 * of 1,000 apps, a window of each of 5 operations, an hour's quota of each of 50 tenants, a bucket
 * of all. None is ever full.
 */
final class FourClaimsRow {
  private static final String INCR = "INCR";
  private static final String SINGLE = "four claims, one by one";
  private static final String BATCHED = "four claims, together as usual";

  private static final int APPS = 1_000;
  private static final int OPERATIONS = 5;
  private static final int TENANTS = 50;

  private final TimeSource time = SystemTime.startingAt(0);
  private final PolicySnapshot policy = policy();
  private final ReservationCodec codec = new ReservationCodec(() -> policy);
  private final List<Call> calls = new ArrayList<>();
  private final List<Matched> matched = new ArrayList<>();
  private long asked;

  private FourClaimsRow() {
    for (int i = 0; i < APPS; i++) {
      Tenant tenant = Tenant.of("tenant-" + i % TENANTS, "free", 10);
      Caller caller = Caller.builder().tenant(tenant).app(App.of("app-" + i)).build();
      Call call = Call.of(Operation.of("op-" + i % OPERATIONS, "GET"), caller);
      calls.add(call);
      matched.add(policy.match(call, time.micros()));
    }
  }

  static Row measured(RedisProcess server, Round.Load load, Contest.Turns turns) {
    Contest contest = new Contest(new FourClaimsRow().contestants(), server, load, turns);
    return new Row(
        "strict-against-incr",
        "STRICT, four claims with reservation and id, at the store port, 256 calls under way",
        contest.lines(),
        List.of(
            Row.Goal.atLeast(0.25, "throughput, INCR = 1, one by one", rate(contest, SINGLE)),
            Row.Goal.atLeast(0.6, "throughput, INCR = 1, together", rate(contest, BATCHED))));
  }

  private static double rate(Contest contest, String name) {
    return contest.ratio(name, INCR, Round::perSecond);
  }

  private List<Contestant> contestants() {
    return List.of(
        Contestant.alone(INCR, IncrNode::of),
        Contestant.alone(
            SINGLE, url -> node(RedisStore.oneByOne(url, codec, SettlementListener.NONE))),
        Contestant.alone(
            BATCHED, url -> node(RedisStore.open(url, codec, SettlementListener.NONE))));
  }

  private Node node(RedisStore store) {
    return new StoreNode(store, this::plan, taken -> {});
  }

  /** For the one thread that asks. */
  private Plan plan() {
    long number = ++asked;
    int app = (int) (number % APPS);
    Call call = calls.get(app).withId("call-" + number);
    return new Plan(policy, call, matched.get(app), time.micros(), "reservation-" + number);
  }

  private static PolicySnapshot policy() {
    Bucket burst = new Bucket(1_000_000, 1_000_000, 1_000_000);
    Bucket all = new Bucket(100_000_000, 100_000_000, 1_000_000);
    FixedWindow operation = new FixedWindow(10_000_000, 1_000_000);
    Allotment hour = new Allotment(1_000_000_000_000L, Period.hour());
    return PolicySnapshot.builder("bench")
        .rule(Rule.limit("burst", MeterSource.of(burst)).by("app"))
        .rule(Rule.limit("operation", MeterSource.of(operation)).by("operation"))
        .rule(Rule.quota("hour", MeterSource.of(hour)).by("tenant"))
        .rule(Rule.limit("all", MeterSource.of(all)))
        .build();
  }
}
