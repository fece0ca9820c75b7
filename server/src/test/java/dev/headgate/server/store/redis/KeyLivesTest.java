package dev.headgate.server.store.redis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headgate.core.Seeds;
import dev.headgate.core.call.Call;
import dev.headgate.core.call.Operation;
import dev.headgate.core.decision.Decider;
import dev.headgate.core.decision.Decision;
import dev.headgate.core.decision.Immediate;
import dev.headgate.core.identity.Caller;
import dev.headgate.core.limit.Bucket;
import dev.headgate.core.limit.Meter;
import dev.headgate.core.quota.Allotment;
import dev.headgate.core.reference.SideBySide;
import dev.headgate.core.scenario.Scenario;
import dev.headgate.core.scenario.StoreUnderTest;
import dev.headgate.core.settlement.SettlementListener;
import dev.headgate.core.snapshot.MeterSource;
import dev.headgate.core.snapshot.PolicySnapshot;
import dev.headgate.core.snapshot.Rule;
import dev.headgate.core.time.ManualTime;
import dev.headgate.core.time.Period;
import dev.headgate.core.time.TimeSource;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Every key has a life, and none ends before nobody could tell that it did. */
@Tag("seeded")
class KeyLivesTest {
  private static final int SCRIPTS = 12;
  private static final int OPERATIONS = 400;
  private static final long SECOND = 1_000_000;
  private static final long HOUR = 3_600 * SECOND;

  /** No two scenarios have the same keys. */
  private static final AtomicInteger DOMAINS = new AtomicInteger();

  private static RedisServer server;
  private static Link link;

  @BeforeAll
  static void begin() {
    server = RedisServer.start();
    link = Connecting.to(server.uri());
  }

  @AfterAll
  static void end() {
    link.close();
    server.close();
  }

  @Test
  void aServerThatForgetsAnswersAsTheSlowOneDoes() {
    Seeds.check(
        SCRIPTS,
        random -> {
          SideBySide both = new SideBySide(new Scenario(random), random, KeyLivesTest::store);

          for (int i = 0; i < OPERATIONS; i++) {
            String operation = both.next();

            assertThat(both.engineSays()).as("%d: %s", i, operation).isEqualTo(both.slowSays());
          }
        });
  }

  @Test
  void aBucketThatIsUsedAgainAndAgainIsNeverForgotten() {
    long refill = 12 * SECOND;
    ManualTime time = new ManualTime(Scenario.START);
    Decider decider = decider(ageing(time), time, new Bucket(5, 1, refill));
    long allowed = 0;

    for (int i = 0; i < 200; i++) {
      time.advance(9 * SECOND + 900_000);
      allowed += decide(decider) instanceof Decision.Allowed ? 1 : 0;
    }

    assertThat(allowed).isLessThanOrEqualTo(5 + (time.micros() - Scenario.START) / refill);
  }

  @Test
  void aSlowPolicyFindsWhatAQuickOneWroteAMomentBefore() {
    ManualTime time = new ManualTime(Scenario.START);
    Ageing counters = ageing(time);
    Decider quick = decider(counters, time, new Bucket(10, 10, SECOND));
    Decider slow = decider(counters, time, new Bucket(10, 1, 10 * HOUR));

    decide(quick);
    for (int i = 0; i < 5; i++) {
      time.advance(SECOND / 10);
      decide(slow);
    }
    time.advance(5 * HOUR);

    assertThat(remaining(decide(slow))).isEqualTo(3);
  }

  @Test
  void aCarryOverOfWhatAPlainQuotaWroteOutlivesItsWindow() {
    ManualTime time = new ManualTime(Scenario.START);
    Ageing counters = ageing(time);
    Allotment hourly = new Allotment(10, Period.hour());
    Decider plain = decider(counters, time, hourly);
    Decider carries = decider(counters, time, hourly.carrying(5));

    decide(plain);
    decide(carries);
    time.advance(HOUR + 60 * SECOND);

    assertThat(remaining(decide(carries))).isEqualTo(14);
  }

  private static Decider decider(Ageing counters, TimeSource time, Meter meter) {
    PolicySnapshot policy =
        PolicySnapshot.builder("p").rule(Rule.limit("limit", MeterSource.of(meter))).build();
    return new Decider(time, () -> policy, counters, () -> "r");
  }

  private static Decision decide(Decider decider) {
    Immediate<Decision> answer = new Immediate<>();
    decider.decide(Call.of(Operation.of("getIssue", "GET"), Caller.ANONYMOUS), answer);
    return answer.get();
  }

  private static long remaining(Decision decision) {
    return decision.verdicts().getFirst().remaining();
  }

  private static Ageing ageing(TimeSource time) {
    return ageing(time, SettlementListener.NONE);
  }

  private static Ageing ageing(TimeSource time, SettlementListener listener) {
    Names names = new Names("l" + DOMAINS.incrementAndGet());
    RedisPartition.Parts parts = RedisPartition.Parts.alone(link, names, new Remembered(), time);
    Waited store = new Waited(new RedisStore(parts, Courier.Terms.USUAL, listener));
    return new Ageing(store, link, names, time);
  }

  private static StoreUnderTest store(TimeSource time, SettlementListener listener) {
    Ageing store = ageing(time, listener);
    return new StoreUnderTest(store, store, store::housekeep, false);
  }
}
