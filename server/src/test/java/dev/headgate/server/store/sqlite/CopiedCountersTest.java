package dev.headgate.server.store.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.headgate.core.call.Call;
import dev.headgate.core.decision.Answer;
import dev.headgate.core.decision.Decision;
import dev.headgate.core.decision.Plan;
import dev.headgate.core.decision.Taken;
import dev.headgate.core.decision.Verdict;
import dev.headgate.core.settlement.SettlementListener;
import dev.headgate.core.snapshot.PolicySnapshot;
import dev.headgate.core.time.Micros;
import dev.headgate.core.time.SystemTime;
import dev.headgate.server.store.Inheritance;
import dev.headgate.server.store.Store;
import dev.headgate.server.store.StoreRefused;
import dev.headgate.server.store.Traffic;
import dev.headgate.server.store.codec.ReservationCodec;
import dev.headgate.server.store.redis.RedisServer;
import dev.headgate.server.store.redis.RedisStore;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Counters of a file go on counting in Redis, every kind of limit but permits. */
@Tag("seeded")
class CopiedCountersTest {
  private static final PolicySnapshot POLICY = Traffic.policy().build();

  private final long seed = Long.getLong("headgate.seed", System.nanoTime());
  private final Traffic traffic = new Traffic(seed);

  @TempDir Path folder;

  @Test
  void everyCounterStandsInRedisAsItStoodInTheFile() throws Exception {
    Path file = folder.resolve("counters.db");
    long reserved = used(file);
    try (RedisServer server = RedisServer.start();
        RedisStore redis = open(server)) {
      Inheritance first = redis.inherit(POLICY, reader -> SqliteStore.read(file, reader));
      Inheritance again = redis.inherit(POLICY, reader -> SqliteStore.read(file, reader));

      assertThat(first.copied()).as("seed %d", seed).isGreaterThan(20);
      assertThat(first.permits()).as("seed %d", seed).isPositive();
      assertThat(first.open()).as("seed %d", seed).isEqualTo(reserved);
      assertThat(first.present() + first.unknown()).isZero();
      assertThat(again.copied()).isZero();
      assertThat(again.present()).isEqualTo(first.copied());
      try (SqliteStore kept = SqliteFixture.opened(file, POLICY)) {
        for (int i = 0; i < 200; i++) {
          Call call = withoutId(traffic.call());
          Taken there = peeked(redis, call, SystemTime.startingAt(0).micros());
          Taken here = peeked(kept, call, there.at());
          assertThat(shown(there)).as("seed %d, call %d", seed, i).isEqualTo(shown(here));
        }
      }
    }
  }

  @Test
  void countersThatNoRuleKnowsAreLeftAndAFileInUseIsRefused() throws Exception {
    Path file = folder.resolve("counters.db");
    used(file);
    PolicySnapshot other = PolicySnapshot.builder("other").build();
    try (RedisServer server = RedisServer.start();
        RedisStore redis = open(server)) {
      Inheritance none = redis.inherit(other, reader -> SqliteStore.read(file, reader));

      assertThat(none.copied()).isZero();
      assertThat(none.unknown()).isGreaterThan(20);
      try (SqliteStore using = SqliteFixture.opened(file, POLICY)) {
        assertThat(using.floor()).isPositive();
        assertThatThrownBy(() -> SqliteStore.read(file, counter -> {}))
            .isInstanceOf(StoreRefused.class)
            .hasMessageContaining("in use by another process");
      }
      assertThatThrownBy(() -> SqliteStore.read(folder.resolve("none.db"), counter -> {}))
          .isInstanceOf(StoreRefused.class)
          .hasMessageContaining("not there");
    }
  }

  /** Fills a file up to now; how many reservations are open in it. */
  private long used(Path file) {
    long now = SystemTime.startingAt(0).micros() - 20 * Micros.SECOND;
    long open = 0;
    try (SqliteStore store = SqliteFixture.opened(file, POLICY)) {
      SqliteFixture calls = new SqliteFixture(store, POLICY, now);
      for (int i = 0; i < 400; i++) {
        now += traffic.random().nextInt(50_000);
        boolean allowed =
            calls.decide(traffic.call(), now, "r" + i) instanceof Decision.Allowed one
                && "r".concat("" + i).equals(one.reservation().id());
        open += allowed ? 1 : 0;
      }
    }
    return open;
  }

  private static RedisStore open(RedisServer server) {
    return RedisStore.open(
        server.uri().toURI().toString(),
        new ReservationCodec(() -> POLICY),
        SettlementListener.NONE);
  }

  /** A call under an id that is known in the file would not be looked at. */
  private static Call withoutId(Call call) {
    return new Call(
        call.operation(),
        call.caller(),
        call.query(),
        call.attributes(),
        call.costs(),
        null,
        call.held());
  }

  private static Taken peeked(Store store, Call call, long now) throws Exception {
    CompletableFuture<Taken> peeked = new CompletableFuture<>();
    store.peekAll(
        new Plan(POLICY, call, POLICY.match(call, now), now, null),
        new Answer<>() {
          @Override
          public void value(Taken value) {
            peeked.complete(value);
          }

          @Override
          public void failure(Exception cause) {
            peeked.completeExceptionally(cause);
          }
        });
    return peeked.get(30, TimeUnit.SECONDS);
  }

  private static String shown(Taken taken) {
    return taken.verdicts().stream()
        .filter(verdict -> !verdict.claim().rule().name().equals("running"))
        .map(CopiedCountersTest::shown)
        .collect(Collectors.joining(" "));
  }

  private static String shown(Verdict verdict) {
    return "%s %d %d"
        .formatted(verdict.claim().rule().name(), verdict.remaining(), verdict.resetAt());
  }
}
