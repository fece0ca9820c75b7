package dev.headgate.benchmarks;

import dev.headgate.core.call.Call;
import dev.headgate.core.call.Operation;
import dev.headgate.core.decision.Decision;
import dev.headgate.core.identity.App;
import dev.headgate.core.identity.Caller;
import dev.headgate.core.identity.Tenant;
import dev.headgate.core.limit.Bucket;
import dev.headgate.core.limit.FixedWindow;
import dev.headgate.core.snapshot.MeterSource;
import dev.headgate.core.snapshot.PolicySnapshot;
import dev.headgate.core.snapshot.Rule;
import dev.headgate.simulator.answer.Tally;
import dev.headgate.simulator.mapping.LoggedCall;
import dev.headgate.simulator.replay.Road;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * What a replay does with a call once its line is read: the whole road under a virtual clock, with
 * four claims, and the sums of the report. A thousand tenants, a thousand calls a second.
 */
final class ReplayedRoad {
  private static final int CALLS = 1 << 16;
  private static final int TENANTS = 1_000;
  private static final long HOUR = 3_600_000_000L;
  private static final long SEED = 1;
  private static final Operation GET_ISSUE = Operation.of("getIssue", "GET");

  private final LoggedCall[] calls = new LoggedCall[CALLS];

  ReplayedRoad() {
    Caller[] callers = new Caller[TENANTS];
    for (int i = 0; i < TENANTS; i++) {
      callers[i] =
          Caller.builder()
              .tenant(Tenant.of("tenant-%021d".formatted(i), "standard", 2_000))
              .app(App.of("app-%d".formatted(i % 50)))
              .user("user-17")
              .build();
    }
    SplittableRandom random = new SplittableRandom(SEED);
    for (int i = 0; i < CALLS; i++) {
      Call call = Call.of(GET_ISSUE, callers[random.nextInt(TENANTS)]);
      calls[i] = new LoggedCall(0, i + 1, 0, 0, 0, LoggedCall.Charge.AS_TAKEN, call);
    }
  }

  private static PolicySnapshot policy() {
    return PolicySnapshot.builder("bench")
        .rule(
            Rule.limit("burst", MeterSource.of(new Bucket(10, 2, 1_000_000)))
                .by("tenant", "operation"))
        .rule(Rule.limit("minute", MeterSource.of(new FixedWindow(75, 60_000_000))).by("tenant"))
        .rule(Rule.quota("app-quota", MeterSource.of(new FixedWindow(65_000_000, HOUR))).by("app"))
        .rule(
            Rule.quota("tenant-quota", MeterSource.of(new FixedWindow(65_000_000, HOUR)))
                .by("app", "tenant"))
        .build();
  }

  Map<String, SideBySide.Contestant> contestants() {
    Map<String, SideBySide.Contestant> all = new LinkedHashMap<>();
    all.put("decided", new Run(false));
    all.put("decided and summed up", new Run(true));
    return all;
  }

  /** One replay that goes on from measurement to measurement. */
  private final class Run implements SideBySide.Contestant {
    private final PolicySnapshot policy = policy();
    private final Road road = new Road(policy, 0);
    private final Tally tally = new Tally(policy, List.of());
    private final boolean summed;
    private long at;
    private int next;

    Run(boolean summed) {
      this.summed = summed;
    }

    @Override
    public long run(int operations) {
      long allowed = 0;
      for (int i = 0; i < operations; i++) {
        LoggedCall call = calls[next++ & (CALLS - 1)];
        at += 1_000;
        Decision decision = road.decide(call, at);
        if (summed) {
          tally.decided(call, decision);
        }
        allowed += decision instanceof Decision.Allowed ? 1 : 0;
      }
      return allowed;
    }
  }
}
