package dev.headgate.server.store.redis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headgate.core.Seeds;
import dev.headgate.core.reference.SideBySide;
import dev.headgate.core.scenario.Scenario;
import dev.headgate.core.scenario.StoreUnderTest;
import dev.headgate.core.settlement.SettlementListener;
import dev.headgate.core.time.TimeSource;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The engine on a real server beside a slow and obvious one, operation by operation. */
@Tag("seeded")
class RedisContractTest {
  private static final int SCRIPTS = 40;
  private static final int OPERATIONS = 400;

  private static RedisServer server;
  private static Link link;
  private final AtomicInteger domains = new AtomicInteger();

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
  void aServerAnswersAsTheSlowOneDoes() {
    Seeds.check(
        SCRIPTS,
        random -> {
          SideBySide both = new SideBySide(new Scenario(random), random, this::store);

          for (int i = 0; i < OPERATIONS; i++) {
            String operation = both.next();

            assertThat(both.engineSays()).as("%d: %s", i, operation).isEqualTo(both.slowSays());
          }
          assertThat(both.engineEndings()).isEqualTo(both.slowEndings());
        });
  }

  private StoreUnderTest store(TimeSource time, SettlementListener listener) {
    String tag = "t" + domains.incrementAndGet();
    RedisPartition.Parts parts =
        RedisPartition.Parts.alone(link, new Names(tag), new Remembered(), time);
    Waited store = new Waited(new RedisStore(parts, Courier.Terms.USUAL, listener));
    // A server forgets by its own clock, which stands still in the time of a scenario.
    return new StoreUnderTest(store, store, store::housekeep, false);
  }
}
