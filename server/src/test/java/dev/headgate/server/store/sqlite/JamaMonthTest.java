package dev.headgate.server.store.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headgate.core.call.Call;
import dev.headgate.core.call.Operation;
import dev.headgate.core.decision.Decision;
import dev.headgate.core.identity.Caller;
import dev.headgate.core.identity.Tenant;
import dev.headgate.core.settlement.SettlementListener;
import dev.headgate.core.snapshot.PolicySnapshot;
import dev.headgate.policy.PolicyLoad;
import dev.headgate.policy.PolicyLoader;
import dev.headgate.server.store.InMemory;
import dev.headgate.server.store.Traffic;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A virtual month of the environments of the example {@code jama-connect}, with an allowance by the
 * month beside its limit, whose server is killed once a week.
 */
@Tag("seeded")
class JamaMonthTest {
  private static final String QUOTA =
      "\nquotas:\n  monthly: { per: tenant, amount: 4000, every: month, unit: requests }\n";
  private static final int CALLS = 20_000;

  private final long seed = Long.getLong("headgate.seed", System.nanoTime());
  private final SplittableRandom random = new SplittableRandom(seed);

  @TempDir Path folder;

  @Test
  void aMonthInterruptedByRestartsEndsLikeAnUnbrokenOne() throws Exception {
    PolicySnapshot policy = policy();
    long begin = Instant.parse("2026-04-01T00:00:00Z").toEpochMilli() * 1_000;
    long monthMicros = 30 * 86_400 * Traffic.SECOND;
    SqliteFixture unbroken =
        new SqliteFixture(new InMemory(SettlementListener.NONE), policy, begin);
    Path file = folder.resolve("week-0.db");
    SqliteStore store = SqliteFixture.opened(file, policy);
    SqliteFixture broken = new SqliteFixture(store, policy, begin);
    int allowed = 0;

    long now = begin;
    for (int i = 0; i < CALLS; i++) {
      // Bursts of thirty calls within a second or two, so that the limit of a second bites too.
      long burst = begin + monthMicros / CALLS * (i - i % 30);
      now = Math.max(now, burst) + random.nextInt(90_000);
      Call call = call();
      Decision expected = unbroken.decide(call, now, "r" + i);
      Decision decision = broken.decide(call, now, "r" + i);
      allowed += decision instanceof Decision.Allowed ? 1 : 0;
      assertThat(SqliteFixture.shown(decision))
          .as("seed %d, call %d", seed, i)
          .isEqualTo(SqliteFixture.shown(expected));
      if (i % (CALLS / 4) == CALLS / 8) {
        store.write();
        file = SqliteFixture.killed(file, folder.resolve("week-" + i + ".db"));
        store.close();
        store = SqliteFixture.opened(file, policy);
        broken = new SqliteFixture(store, policy, now);
      }
    }
    store.close();

    assertThat(allowed).as("seed %d", seed).isBetween(4_000, 3 * 4_000);
  }

  private PolicySnapshot policy() throws Exception {
    Path example =
        Path.of(System.getProperty("headgate.root"), "examples/jama-connect/policy.yaml");
    Path policy = folder.resolve("policy.yaml");
    Files.writeString(policy, Files.readString(example) + QUOTA);
    return ((PolicyLoad.Loaded) PolicyLoader.load(policy)).policy().snapshot();
  }

  private Call call() {
    int number = random.nextInt(3);
    Caller caller =
        Caller.builder()
            .tenant(Tenant.of("environment-" + number, "", 10))
            .user("user-" + random.nextInt(20))
            .attribute("licence", "creator")
            .build();
    return Call.of(new Operation("v1", "GET", "v1"), caller);
  }
}
