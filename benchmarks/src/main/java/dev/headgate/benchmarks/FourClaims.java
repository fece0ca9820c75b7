package dev.headgate.benchmarks;

import dev.headgate.core.call.Call;
import dev.headgate.core.call.Operation;
import dev.headgate.core.decision.Immediate;
import dev.headgate.core.decision.Plan;
import dev.headgate.core.decision.Taken;
import dev.headgate.core.identity.Caller;
import dev.headgate.core.limit.Bucket;
import dev.headgate.core.limit.Meter;
import dev.headgate.core.memory.MemoryStore;
import dev.headgate.core.pricing.Quote;
import dev.headgate.core.snapshot.Claim;
import dev.headgate.core.snapshot.Key;
import dev.headgate.core.snapshot.Matched;
import dev.headgate.core.snapshot.MeterSource;
import dev.headgate.core.snapshot.Phase;
import dev.headgate.core.snapshot.PolicySnapshot;
import dev.headgate.core.snapshot.Rule;
import io.github.bucket4j.BucketConfiguration;
import io.github.bucket4j.TimeMeter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.BooleanSupplier;

/**
 * Four claims at 1,000 keys: all of them or none in one step, look-ups and verdicts included,
 * against four {@code tryConsume} of Bucket4j's lock-free bucket in a ConcurrentHashMap (which are
 * four steps, not one). Both sides read the same clock: ours once a step, theirs once a bucket, as
 * each does in use.
 */
final class FourClaims {
  private static final int KEYS = Integer.getInteger("keys", 1_000);
  private static final int MASK = 1_023;
  private static final long[] PER_SECOND = {10_000_000, 20_000_000, 50_000_000, 100_000_000};

  private final MemoryStore store = new MemoryStore();
  private final List<PlanAt> sameKey = new ArrayList<>();
  private final List<PlanAt> fourKeys = new ArrayList<>();
  private final List<ConcurrentHashMap<String, io.github.bucket4j.Bucket>> peers =
      new ArrayList<>();
  private final String[] names = new String[MASK + 1];

  /** What a plan needs beside the instant. */
  private record PlanAt(PolicySnapshot snapshot, Call call, Matched matched) {
    Plan at(long now) {
      return new Plan(snapshot, call, matched, now, null);
    }
  }

  /** Prepares both sides with all keys present. */
  FourClaims() {
    PolicySnapshot.Builder builder = PolicySnapshot.builder("bench");
    for (int i = 0; i < PER_SECOND.length; i++) {
      Meter bucket = new Bucket(PER_SECOND[i], PER_SECOND[i], 1_000_000);
      builder.rule(Rule.limit("limit-" + i, MeterSource.of(bucket)).by("tenant"));
      peers.add(new ConcurrentHashMap<>());
    }
    PolicySnapshot snapshot = builder.build();
    for (int k = 0; k <= MASK; k++) {
      names[k] = "tenant-%021d".formatted(k % KEYS);
      sameKey.add(plan(snapshot, names[k], ""));
      fourKeys.add(plan(snapshot, names[k], "-of-limit"));
      for (int i = 0; i < PER_SECOND.length; i++) {
        peers.get(i).put(names[k], peer(PER_SECOND[i]));
      }
    }
  }

  private static PlanAt plan(PolicySnapshot snapshot, String name, String suffix) {
    List<Claim> claims = new ArrayList<>();
    Key one = Key.of(name);
    for (int i = 0; i < PER_SECOND.length; i++) {
      Rule rule = snapshot.rules().get(i);
      Call call = Call.of(Operation.of("op", "GET"), Caller.ANONYMOUS);
      Key key = suffix.isEmpty() ? one : Key.of(name + suffix + i);
      claims.add(new Claim(rule, i, key, rule.meter(call), 1, Phase.ENFORCE));
    }
    return new PlanAt(
        snapshot,
        Call.of(Operation.of("op", "GET"), Caller.ANONYMOUS),
        new Matched(Quote.points(1), claims, null));
  }

  private static io.github.bucket4j.Bucket peer(long perSecond) {
    BucketConfiguration configuration =
        BucketConfiguration.builder()
            .addLimit(
                limit -> limit.capacity(perSecond).refillGreedy(perSecond, Duration.ofSeconds(1)))
            .build();
    return io.github.bucket4j.Bucket.builder()
        .addLimit(configuration.getBandwidths()[0])
        .withCustomTimePrecision(TimeMeter.SYSTEM_NANOTIME)
        .build();
  }

  private Taken take(List<PlanAt> plans) {
    Immediate<Taken> answer = new Immediate<>();
    int k = ThreadLocalRandom.current().nextInt(KEYS);
    store.takeAll(plans.get(k).at(System.nanoTime() / 1_000), answer);
    return answer.get();
  }

  /** Ours, the four limits of one tenant. */
  private Taken headgateOneTenant() {
    return take(sameKey);
  }

  /** Ours, each limit with a key of its own. */
  private Taken headgateFourKeys() {
    return take(fourKeys);
  }

  /** Theirs: stops at the first that refuses. */
  private boolean bucket4j() {
    String name = names[ThreadLocalRandom.current().nextInt(KEYS)];
    boolean passed = true;
    for (int i = 0; i < peers.size() && passed; i++) {
      io.github.bucket4j.Bucket bucket = peers.get(i).get(name);
      passed = bucket != null && bucket.tryConsume(1);
    }
    return passed;
  }

  Map<String, SideBySide.Contestant> contestants() {
    Map<String, SideBySide.Contestant> all = new LinkedHashMap<>();
    all.put("four tryConsume of Bucket4j", times -> count(times, this::bucket4j));
    all.put("four claims of one tenant", times -> count(times, () -> passed(headgateOneTenant())));
    all.put("four claims of four keys", times -> count(times, () -> passed(headgateFourKeys())));
    return all;
  }

  private static boolean passed(Taken taken) {
    return taken.passed();
  }

  private static long count(int times, BooleanSupplier step) {
    long passed = 0;
    for (int i = 0; i < times; i++) {
      if (step.getAsBoolean()) {
        passed++;
      }
    }
    return passed;
  }
}
