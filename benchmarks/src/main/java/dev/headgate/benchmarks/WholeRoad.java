package dev.headgate.benchmarks;

import dev.headgate.core.call.Call;
import dev.headgate.core.call.Operation;
import dev.headgate.core.decision.Decider;
import dev.headgate.core.decision.Decision;
import dev.headgate.core.identity.App;
import dev.headgate.core.identity.Caller;
import dev.headgate.core.identity.Tenant;
import dev.headgate.core.limit.Bucket;
import dev.headgate.core.limit.FixedWindow;
import dev.headgate.core.memory.MemoryStore;
import dev.headgate.core.reply.Dialect;
import dev.headgate.core.reply.Dialects;
import dev.headgate.core.reply.FieldSink;
import dev.headgate.core.snapshot.MeterSource;
import dev.headgate.core.snapshot.PolicySnapshot;
import dev.headgate.core.snapshot.Rule;
import dev.headgate.headers.Alphabet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.IntToLongFunction;

/**
 * The whole road in the core: operation name, tenant, app and user as strings in, a decision with
 * its reply fields out. Four claims: two buckets, two windows of points; 1,000 tenants.
 */
final class WholeRoad implements FieldSink {
  private static final int KEYS = 1_000;
  private static final long HOUR = 3_600_000_000L;

  private final Dialect dialect = Dialects.ietf(Alphabet.R_T);
  private final Decider decider = decider();
  private static final Operation GET_ISSUE = Operation.of("getIssue", "GET");

  private final String[] tenants = new String[KEYS];
  private final String[] credentials = new String[KEYS];
  private final Map<String, Caller> identified = new ConcurrentHashMap<>();
  private long written;

  /** Prepares the names. */
  WholeRoad() {
    for (int i = 0; i < KEYS; i++) {
      tenants[i] = "tenant-%021d".formatted(i);
      credentials[i] = "key-%028d".formatted(i);
      identified.put(credentials[i], caller(tenants[i]));
    }
  }

  private static Decider decider() {
    PolicySnapshot snapshot =
        PolicySnapshot.builder("bench")
            .rule(
                Rule.limit("burst", MeterSource.of(new Bucket(10_000, 1_000_000, 1_000_000)))
                    .by("tenant", "operation"))
            .rule(
                Rule.limit(
                        "per-user", MeterSource.of(new Bucket(100_000_000, 10_000_000, 1_000_000)))
                    .by("user"))
            .rule(
                Rule.quota("global-app-quota", MeterSource.of(new FixedWindow(65_000_000, HOUR)))
                    .by("app"))
            .rule(
                Rule.quota("tenant-app-quota", MeterSource.of(new FixedWindow(65_000_000, HOUR)))
                    .by("app", "tenant"))
            .build();
    return new Decider(
        () -> System.nanoTime() / 1_000, () -> snapshot, new MemoryStore(), () -> "none");
  }

  private static Caller caller(String tenant) {
    return Caller.builder()
        .tenant(Tenant.of(tenant, "standard", 2_000))
        .app(App.of("app-1"))
        .user("user-17")
        .build();
  }

  private Caller known(String credential) {
    Caller caller = identified.get(credential);
    return caller == null ? Caller.ANONYMOUS : caller;
  }

  private long decide(Caller caller) {
    Decision decision = decider.decideNow(Call.of(GET_ISSUE, caller));
    dialect.write(decision, this);
    return decision.at();
  }

  @Override
  public void field(String name, String value) {
    written += value.length();
  }

  Map<String, SideBySide.Contestant> contestants() {
    Map<String, SideBySide.Contestant> all = new LinkedHashMap<>();
    all.put("credential in, fields out", times -> times(times, i -> decide(known(credentials[i]))));
    all.put(
        "the same, caller built from strings",
        times -> times(times, i -> decide(caller(tenants[i]))));
    return all;
  }

  private long times(int times, IntToLongFunction step) {
    ThreadLocalRandom random = ThreadLocalRandom.current();
    long sum = 0;
    for (int i = 0; i < times; i++) {
      sum += step.applyAsLong(random.nextInt(KEYS));
    }
    return sum + written;
  }
}
