package dev.headgate.core.property;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headgate.core.Seeds;
import dev.headgate.core.call.Call;
import dev.headgate.core.call.Operation;
import dev.headgate.core.decision.Decider;
import dev.headgate.core.decision.Decision;
import dev.headgate.core.identity.Caller;
import dev.headgate.core.limit.Bucket;
import dev.headgate.core.memory.MemoryStore;
import dev.headgate.core.scenario.Scenario;
import dev.headgate.core.snapshot.MeterSource;
import dev.headgate.core.snapshot.PolicySnapshot;
import dev.headgate.core.snapshot.Rule;
import dev.headgate.core.time.ManualTime;
import io.github.bucket4j.TimeMeter;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The same trace through Bucket4j's greedy token bucket and ours: the same verdicts. */
@Tag("seeded")
class Bucket4jDifferentialTest {
  private static final int RUNS = 10;
  private static final int CALLS = 2_000;

  @ParameterizedTest
  @CsvSource({
    "100, 10, 1000000",
    "10, 10, 1000000",
    "1, 1, 1000000",
    "50, 7, 3000000",
    "20, 3, 7",
    "1000, 999, 1000003",
    "65000, 65000, 3600000000",
    "5, 1, 86400000000"
  })
  void bothAnswerAlikeCallByCall(long capacity, long amount, long period) {
    Seeds.check(
        RUNS,
        random -> {
          ManualTime time = new ManualTime(Scenario.START);
          Decider ours = ours(time, new Bucket(capacity, amount, period));
          io.github.bucket4j.Bucket theirs = theirs(time, capacity, amount, period);

          for (int i = 0; i < CALLS; i++) {
            time.advance(pause(random, period / amount + 1));
            long cost = 1 + (random.nextInt(4) == 0 ? random.nextLong(capacity) : 0);
            boolean allowed = ours.decideNow(call(cost)) instanceof Decision.Allowed;

            assertThat(allowed).as("call %d of %d", i, cost).isEqualTo(theirs.tryConsume(cost));
          }
        });
  }

  /** Around the time in which one unit comes back, and now and then much longer. */
  private static long pause(RandomGenerator random, long each) {
    return switch (random.nextInt(6)) {
      case 0, 1 -> 0;
      case 2 -> random.nextLong(3);
      case 3, 4 -> random.nextLong(2 * each);
      default -> random.nextInt(10) == 0 ? random.nextLong(50 * each) : each;
    };
  }

  private static Call call(long cost) {
    Call call = Call.of(Operation.of("op", "GET"), Caller.ANONYMOUS);
    return new Call(
        call.operation(), call.caller(), Map.of(), Map.of("requests", cost), null, false);
  }

  private static Decider ours(ManualTime time, Bucket bucket) {
    PolicySnapshot snapshot =
        PolicySnapshot.builder("bucket").rule(Rule.limit("bucket", MeterSource.of(bucket))).build();
    return new Decider(time, () -> snapshot, new MemoryStore(), () -> "none");
  }

  private static io.github.bucket4j.Bucket theirs(
      ManualTime time, long capacity, long amount, long period) {
    TimeMeter meter =
        new TimeMeter() {
          @Override
          public long currentTimeNanos() {
            return (time.micros() - Scenario.START) * 1_000;
          }

          @Override
          public boolean isWallClockBased() {
            return false;
          }
        };
    return io.github.bucket4j.Bucket.builder()
        .addLimit(
            limit ->
                limit
                    .capacity(capacity)
                    .refillGreedy(amount, Duration.of(period, ChronoUnit.MICROS)))
        .withCustomTimePrecision(meter)
        .build();
  }
}
