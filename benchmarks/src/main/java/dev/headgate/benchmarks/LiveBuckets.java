package dev.headgate.benchmarks;

import dev.headgate.core.call.Call;
import dev.headgate.core.call.Operation;
import dev.headgate.core.decision.Immediate;
import dev.headgate.core.decision.Plan;
import dev.headgate.core.decision.Taken;
import dev.headgate.core.identity.Caller;
import dev.headgate.core.limit.Bucket;
import dev.headgate.core.memory.MemoryStore;
import dev.headgate.core.pricing.Quote;
import dev.headgate.core.snapshot.Claim;
import dev.headgate.core.snapshot.Key;
import dev.headgate.core.snapshot.Matched;
import dev.headgate.core.snapshot.MeterSource;
import dev.headgate.core.snapshot.Phase;
import dev.headgate.core.snapshot.PolicySnapshot;
import dev.headgate.core.snapshot.Rule;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;

/** Heap per live bucket at 1,000,000 keys of 28 characters, after a collection. */
final class LiveBuckets {
  private static final int KEYS = 1_000_000;
  private static final int CAPACITY = 1_000;
  private static final Call CALL = Call.of(Operation.of("op", "GET"), Caller.ANONYMOUS);

  private LiveBuckets() {}

  /** Bytes per bucket of ours. */
  static double headgate() {
    long before = used();
    MemoryStore store = new MemoryStore();
    Bucket bucket = new Bucket(CAPACITY, CAPACITY, 60_000_000);
    Rule rule = Rule.limit("limit", MeterSource.of(bucket));
    rule = rule.by("tenant").terms(withKeys(rule.terms()));
    PolicySnapshot snapshot = PolicySnapshot.builder("bench").rule(rule).build();
    long now = System.currentTimeMillis() * 1_000;
    for (int i = 0; i < KEYS; i++) {
      Claim claim = new Claim(rule, 0, Key.of(name(i)), bucket, 1, Phase.ENFORCE);
      Matched matched = new Matched(Quote.points(1), List.of(claim), null);
      store.takeAll(new Plan(snapshot, CALL, matched, now, null), new Immediate<Taken>());
    }
    double bytes = (double) (used() - before) / KEYS;
    if (store.liveKeys(rule) != KEYS) {
      throw new AssertionError("live keys: " + store.liveKeys(rule));
    }
    return bytes;
  }

  /** Bytes per bucket of Bucket4j's lock-free bucket in a ConcurrentHashMap. */
  // The map that a user would take, although one thread fills it here.
  @SuppressWarnings("UnnecessaryAsync")
  static double bucket4j() {
    long before = used();
    ConcurrentHashMap<String, io.github.bucket4j.Bucket> buckets = new ConcurrentHashMap<>();
    for (int i = 0; i < KEYS; i++) {
      io.github.bucket4j.Bucket bucket =
          io.github.bucket4j.Bucket.builder()
              .addLimit(
                  limit -> limit.capacity(CAPACITY).refillGreedy(CAPACITY, Duration.ofMinutes(1)))
              .build();
      bucket.tryConsume(1);
      buckets.put(name(i), bucket);
    }
    double bytes = (double) (used() - before) / KEYS;
    if (buckets.size() != KEYS) {
      throw new AssertionError("buckets: " + buckets.size());
    }
    return bytes;
  }

  private static Rule.Terms withKeys(Rule.Terms usual) {
    return new Rule.Terms(
        usual.reason(),
        usual.nearShare(),
        usual.discloseFrom(),
        usual.chargeRefused(),
        usual.debtMax(),
        2 * KEYS,
        usual.formerly());
  }

  private static String name(int i) {
    return "tenant-%021d".formatted(i);
  }

  private static long used() {
    for (int i = 0; i < 3; i++) {
      System.gc();
    }
    Runtime runtime = Runtime.getRuntime();
    return runtime.totalMemory() - runtime.freeMemory();
  }
}
