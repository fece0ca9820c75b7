package dev.headgate.benchmarks;

import dev.headgate.core.call.Call;
import dev.headgate.core.call.Operation;
import dev.headgate.core.decision.Immediate;
import dev.headgate.core.decision.Plan;
import dev.headgate.core.decision.Taken;
import dev.headgate.core.identity.App;
import dev.headgate.core.identity.Caller;
import dev.headgate.core.identity.Tenant;
import dev.headgate.core.memory.MemoryStore;
import dev.headgate.core.quota.Allotment;
import dev.headgate.core.quota.Pool;
import dev.headgate.core.quota.PoolTerms;
import dev.headgate.core.snapshot.Matched;
import dev.headgate.core.snapshot.MeterSource;
import dev.headgate.core.snapshot.Partition;
import dev.headgate.core.snapshot.PolicySnapshot;
import dev.headgate.core.snapshot.Rule;
import dev.headgate.core.time.Period;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;

/**
 * One step on the hourly quota of an app that 10,000 tenants draw from: a plain counter for all, a
 * plain quota for each tenant, and a shared pool with guarantees, release and shares of their own.
 */
final class Pools {
  private static final int MEMBERS = Integer.getInteger("members", 10_000);
  private static final long AMOUNT = 90_000_000;

  /** The hour in which all steps are taken, so that no run meets its end. */
  private static final long NOW = 1_764_000_000_000_000L;

  /** A rule with the questions of all members to it, in a store of its own. */
  private static final class Side {
    private final MemoryStore store = new MemoryStore();
    private final PolicySnapshot snapshot;
    private final Call[] calls = new Call[MEMBERS];
    private final Matched[] matched = new Matched[MEMBERS];
    private long steps;

    Side(Rule rule) {
      snapshot = PolicySnapshot.builder("bench").rule(rule).build();
      for (int i = 0; i < MEMBERS; i++) {
        Caller caller =
            Caller.builder()
                .app(App.of("app-1"))
                .tenant(Tenant.of("tenant-%021d".formatted(i), "standard", 100))
                .build();
        calls[i] = Call.of(Operation.of("getIssue", "GET"), caller);
        matched[i] = snapshot.match(calls[i], NOW);
      }
    }

    /** A step of a random member, three microseconds after the last one. */
    long run(int times) {
      long passed = 0;
      for (int i = 0; i < times; i++) {
        int member = ThreadLocalRandom.current().nextInt(MEMBERS);
        long now = NOW + 3 * steps++;
        Immediate<Taken> answer = new Immediate<>();
        store.takeAll(new Plan(snapshot, calls[member], matched[member], now, null), answer);
        passed += answer.get().passed() ? 1 : 0;
      }
      return passed;
    }
  }

  Map<String, SideBySide.Contestant> contestants() {
    MeterSource plain = MeterSource.of(new Allotment(AMOUNT, Period.hour()));
    PoolTerms terms = PoolTerms.PLAIN.releasing(2_500).guaranteeing(1_000, 100).saving(325);
    MeterSource pool = MeterSource.of(new Pool(AMOUNT, Period.hour(), terms));
    Partition members = new Partition(List.of("app", "tenant"), Partition.Missing.REFUSE, 1);
    Map<String, SideBySide.Contestant> all = new LinkedHashMap<>();
    all.put("plain quota of the app", new Side(Rule.quota("quota", plain).by("app"))::run);
    all.put(
        "plain quota of each tenant",
        new Side(Rule.quota("quota", plain).by("app", "tenant"))::run);
    all.put("shared pool", new Side(Rule.quota("quota", pool).partition(members))::run);
    return all;
  }
}
