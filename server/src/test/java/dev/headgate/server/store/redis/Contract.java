package dev.headgate.server.store.redis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headgate.core.Seeds;
import dev.headgate.core.reference.SideBySide;
import dev.headgate.core.scenario.Scenario;
import dev.headgate.core.scenario.StoreUnderTest;
import dev.headgate.core.settlement.SettlementListener;
import dev.headgate.core.time.TimeSource;
import java.util.concurrent.atomic.AtomicInteger;

/** What a server has to answer: what a slow and obvious store does, operation by operation. */
final class Contract {
  private static final int OPERATIONS = 400;

  private final Link link;
  private final AtomicInteger domains = new AtomicInteger();

  private Contract(Link link) {
    this.link = link;
  }

  /** Checks so many seeded scripts of operations, each in a domain of its own. */
  static void holds(Link link, int scripts) {
    Contract contract = new Contract(link);
    Seeds.check(
        scripts,
        random -> {
          SideBySide both = new SideBySide(new Scenario(random), random, contract::store);

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
