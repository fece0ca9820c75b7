package dev.headgate.benchmarks;

import com.sun.management.OperatingSystemMXBean;
import dev.headgate.core.call.Call;
import dev.headgate.core.call.Operation;
import dev.headgate.core.decision.Decider;
import dev.headgate.core.decision.Decision;
import dev.headgate.core.identity.App;
import dev.headgate.core.identity.Caller;
import dev.headgate.core.identity.Tenant;
import dev.headgate.core.limit.Bucket;
import dev.headgate.core.settlement.Actual;
import dev.headgate.core.settlement.SettlementListener;
import dev.headgate.core.settlement.Settler;
import dev.headgate.core.snapshot.MeterSource;
import dev.headgate.core.snapshot.PolicySnapshot;
import dev.headgate.core.snapshot.Rule;
import dev.headgate.core.time.SystemTime;
import dev.headgate.server.store.InMemory;
import dev.headgate.server.store.Store;
import dev.headgate.server.store.StoreSettings;
import dev.headgate.server.store.sqlite.SqliteStore;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.locks.LockSupport;

/**
 * A fixed rate of decisions on a store in memory and on one that follows it into a file, in turns:
 * how long a decision takes, and what the whole process spends on it. Four limits of a tenant,
 * 1,000 tenants; with reservations each call is remembered and settled at once.
 */
final class DurableRate {
  private static final int RATE = Integer.getInteger("rate", 20_000);
  private static final int SECONDS = Integer.getInteger("seconds", 5);
  private static final int ROUNDS = Integer.getInteger("rounds", 5);
  private static final int TENANTS = Integer.getInteger("keys", 1_000);
  private static final boolean HELD = Boolean.getBoolean("held");
  private static final OperatingSystemMXBean PROCESS =
      (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

  private final PolicySnapshot policy;
  private final List<Call> calls = new ArrayList<>();
  private final SplittableRandom random = new SplittableRandom(1);
  private long ids;

  private DurableRate() {
    PolicySnapshot.Builder builder = PolicySnapshot.builder("bench");
    for (int i = 1; i <= 4; i++) {
      Bucket bucket = new Bucket(1_000_000, 1_000_000L * i, 1_000_000);
      builder.rule(Rule.limit("limit-" + i, MeterSource.of(bucket)).by("tenant"));
    }
    policy = builder.build();
    for (int i = 0; i < TENANTS; i++) {
      Caller caller =
          Caller.builder().tenant(Tenant.of("tenant-" + i, "", 1)).app(App.of("app-1")).build();
      Call call = Call.of(Operation.of("op", "GET"), caller);
      calls.add(
          HELD
              ? new Call(call.operation(), caller, call.attributes(), call.costs(), null, true)
              : call);
    }
  }

  /** Prints a line for each round and side. */
  static void run() throws IOException {
    DurableRate rate = new DurableRate();
    for (int round = 0; round < ROUNDS; round++) {
      rate.round("memory", new InMemory(SettlementListener.NONE));
      Path folder = Files.createTempDirectory(Path.of("."), "durable-");
      Path file = folder.resolve("counters.db");
      rate.round(
          "sqlite",
          SqliteStore.open(
              file, StoreSettings.WRITE_EVERY, () -> rate.policy, SettlementListener.NONE));
      Files.deleteIfExists(file);
      Files.delete(folder);
    }
  }

  private void round(String side, Store store) {
    SystemTime time = SystemTime.startingAt(0);
    Decider decider = new Decider(time, () -> policy, store, () -> "r" + ++ids);
    Settler settler = new Settler(time, store, SettlementListener.NONE);
    long[] nanos = new long[RATE * SECONDS];
    long cpu = PROCESS.getProcessCpuTime();
    long begin = System.nanoTime();
    for (int i = 0; i < nanos.length; i++) {
      while (System.nanoTime() - begin < i * 1_000_000_000L / RATE) {
        LockSupport.parkNanos(200_000);
      }
      Call call = calls.get(random.nextInt(TENANTS));
      long from = System.nanoTime();
      Decision decision = decider.decideNow(call);
      nanos[i] = System.nanoTime() - from;
      if (HELD && decision instanceof Decision.Allowed allowed) {
        settler.settle(allowed.reservation(), Actual.AS_RESERVED, new Ignored<>());
      }
    }
    long spent = PROCESS.getProcessCpuTime() - cpu;
    store.close();
    Arrays.sort(nanos);
    System.out.printf(
        "durable-rate\t%s\tp50 %.1f us\tp99 %.1f us\tp99.9 %.1f us\tcpu per call %.2f us%n",
        side,
        nanos[nanos.length / 2] / 1e3,
        nanos[nanos.length / 100 * 99] / 1e3,
        nanos[nanos.length / 1_000 * 999] / 1e3,
        spent / 1e3 / nanos.length);
  }

  /** Takes any answer. */
  private static final class Ignored<T> implements dev.headgate.core.decision.Answer<T> {
    @Override
    public void value(T value) {}

    @Override
    public void failure(Exception cause) {
      throw new IllegalStateException("the store failed", cause);
    }
  }
}
