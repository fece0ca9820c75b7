package dev.headgate.benchmarks.redis;

import dev.headgate.core.call.Call;
import dev.headgate.core.call.Operation;
import dev.headgate.core.decision.Plan;
import dev.headgate.core.decision.Taken;
import dev.headgate.core.identity.Caller;
import dev.headgate.core.limit.FixedWindow;
import dev.headgate.core.settlement.SettlementListener;
import dev.headgate.core.snapshot.Accuracy;
import dev.headgate.core.snapshot.Consistency;
import dev.headgate.core.snapshot.Matched;
import dev.headgate.core.snapshot.MeterSource;
import dev.headgate.core.snapshot.PolicySnapshot;
import dev.headgate.core.snapshot.Rule;
import dev.headgate.core.snapshot.Settings;
import dev.headgate.core.time.SystemTime;
import dev.headgate.core.time.TimeSource;
import dev.headgate.server.store.Store;
import dev.headgate.server.store.codec.ReservationCodec;
import dev.headgate.server.store.outage.OutageStore;
import dev.headgate.server.store.redis.RedisStore;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;

/**
 * One claim on one key by two nodes, leased against strict with each call by itself. A node is put
 * together as the program does it; only its patience with the store is longer, so that a busy
 * machine is not taken for an outage.
 */
final class LeasedRow {
  private static final String STRICT = "STRICT, one by one, two nodes";
  private static final String STRICT_TOGETHER = "STRICT, together as usual, two nodes";
  private static final String LEASED = "LEASED, two nodes";

  /** More than is asked for in a window. */
  private static final long PLENTY = 1L << 40;

  /** Less than is asked for in a window. */
  private static final long SCARCE = 20_000;

  private static final long HOUR = 3_600_000_000L;
  private static final long SECOND = 1_000_000;

  /** So many windows, whole or in part, are looked at for what is over. */
  private static final double SCARCE_SECONDS = 4.5;

  private static final Settings PATIENT = new Settings(60_000_000L, HOUR, false, 10_000_000);

  private final TimeSource time = SystemTime.startingAt(0);
  private final FixedWindow window;
  private final Map<Long, LongAdder> granted = new ConcurrentHashMap<>();

  private LeasedRow(FixedWindow window) {
    this.window = window;
  }

  static Row measured(RedisProcess server, Round.Load load, Contest.Turns turns) {
    LeasedRow plenty = new LeasedRow(new FixedWindow(PLENTY, HOUR));
    List<Contestant> contestants =
        List.of(
            plenty.contestant(STRICT, Accuracy.Strict.USUAL, /* together= */ false),
            plenty.contestant(STRICT_TOGETHER, Accuracy.Strict.USUAL, /* together= */ true),
            plenty.contestant(LEASED, Accuracy.Leased.USUAL, /* together= */ true));
    Contest contest = new Contest(contestants, server, load, turns);
    LeasedRow scarce = new LeasedRow(new FixedWindow(SCARCE, SECOND));
    scarce.ask(server, load.depth());
    return new Row(
        "leased-against-strict",
        "one claim at the store port, one key, two nodes with 64 calls under way each",
        contest.lines(),
        List.of(
            Row.Goal.atLeast(
                20, "throughput, STRICT = 1", contest.ratio(LEASED, STRICT, Round::perSecond)),
            Row.Goal.atMost(0, scarce.whatIsOver(), (double) scarce.over())));
  }

  private Contestant contestant(String name, Accuracy accuracy, boolean together) {
    Rule rule =
        Rule.limit("hot", MeterSource.of(window)).consistency(Consistency.USUAL.accuracy(accuracy));
    PolicySnapshot policy = PolicySnapshot.builder("bench").settings(PATIENT).rule(rule).build();
    return new Contestant(
        name, url -> List.of(node(url, policy, together), node(url, policy, together)));
  }

  private Node node(String url, PolicySnapshot policy, boolean together) {
    ReservationCodec codec = new ReservationCodec(() -> policy);
    Store store =
        OutageStore.over(
            heard ->
                together
                    ? RedisStore.open(url, codec, heard)
                    : RedisStore.oneByOne(url, codec, heard),
            () -> policy,
            time,
            OutageStore.Terms.USUAL,
            SettlementListener.NONE);
    Call call = Call.of(Operation.of("read", "GET"), Caller.ANONYMOUS);
    Matched matched = policy.match(call, time.micros());
    Consumer<Taken> heard = window.amount() == SCARCE ? this::count : taken -> {};
    return new StoreNode(store, () -> new Plan(policy, call, matched, time.micros(), null), heard);
  }

  private void count(Taken taken) {
    if (taken.passed()) {
      granted.computeIfAbsent(taken.at() / SECOND, start -> new LongAdder()).increment();
    }
  }

  /** Has more asked for in each window than there is. */
  private void ask(RedisProcess server, int depth) {
    Contestant leased = contestant(LEASED, Accuracy.Leased.USUAL, /* together= */ true);
    Round round = Round.of(leased, server, Round.Load.ofOneThread(depth, SCARCE_SECONDS));
    if (round.refused() == 0) {
      throw new IllegalStateException("refused: 0 (expected: more is asked for than there is)");
    }
  }

  private String whatIsOver() {
    long all = granted.values().stream().mapToLong(LongAdder::sum).sum();
    return String.format(
        Locale.ROOT, "over %,d a second (%,d in %d windows)", SCARCE, all, granted.size());
  }

  /** Grants above the amount, summed over the windows. */
  private long over() {
    return granted.values().stream().mapToLong(it -> Math.max(0, it.sum() - SCARCE)).sum();
  }
}
