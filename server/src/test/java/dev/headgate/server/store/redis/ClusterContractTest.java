package dev.headgate.server.store.redis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headgate.core.Seeds;
import dev.headgate.core.decision.Answer;
import dev.headgate.core.decision.Plan;
import dev.headgate.core.decision.Reservation;
import dev.headgate.core.decision.Taken;
import dev.headgate.core.reference.SideBySide;
import dev.headgate.core.scenario.Scenario;
import dev.headgate.core.scenario.StoreUnderTest;
import dev.headgate.core.settlement.Found;
import dev.headgate.core.settlement.SettlementListener;
import dev.headgate.core.time.TimeSource;
import dev.headgate.server.store.ForwardingStore;
import dev.headgate.server.store.Store;
import dev.headgate.server.store.StoreSettings.Tls;
import dev.headgate.server.store.cluster.ClusterStore;
import dev.headgate.server.store.cluster.Placement;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * The engine on a real cluster beside a slow and obvious one: calls on counters of the app, of the
 * issue and of everybody, which lie in different partitions, are answered as if they lay in one.
 */
@Tag("seeded")
class ClusterContractTest {
  private static final int SCRIPTS = 6;
  private static final int OPERATIONS = 200;

  private static ClusterServers servers;
  private static Link link;
  private final AtomicInteger stores = new AtomicInteger();

  @BeforeAll
  static void begin() {
    servers = ClusterServers.start(3, 0);
    link = Connecting.to(servers.uris(), Tls.USUAL);
  }

  @AfterAll
  static void end() {
    link.close();
    servers.close();
  }

  @Test
  void aClusterAnswersAsTheSlowOneDoes() {
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
    int number = stores.incrementAndGet();
    List<Names> names =
        IntStream.range(0, Placement.COUNT)
            .mapToObj(partition -> new Names(partition + "-" + number))
            .toList();
    RedisCluster partitions = new RedisCluster(link, names, one -> new Remembered(), time);
    Waited store = new Waited(new Renamed(new ClusterStore(partitions, listener), partitions));
    return new StoreUnderTest(store, store, store::housekeep, false);
  }

  /** Calls reservations by the ids that the reference knows, which do not tell their home. */
  private static final class Renamed extends ForwardingStore {
    private final Map<String, String> full = new HashMap<>();

    private final RedisCluster partitions;

    Renamed(Store inner, RedisCluster partitions) {
      super(inner);
      this.partitions = partitions;
    }

    @Override
    public void takeAll(Plan plan, Answer<Taken> answer) {
      super.takeAll(plan, renaming(answer));
    }

    @Override
    public void peekAll(Plan plan, Answer<Taken> answer) {
      super.peekAll(plan, renaming(answer));
    }

    @Override
    public void find(String id, long now, Answer<Found> answer) {
      super.find(full.getOrDefault(id, id), now, answer);
    }

    private Answer<Taken> renaming(Answer<Taken> answer) {
      return new Answer<>() {
        @Override
        public void value(Taken taken) {
          // The reference knows each policy everywhere at once.
          partitions.adopted().whenComplete((all, failure) -> answer.value(renamed(taken)));
        }

        @Override
        public void failure(Exception cause) {
          answer.failure(cause);
        }
      };
    }

    private Taken renamed(Taken taken) {
      @Nullable Reservation held = taken.reservation();
      if (held == null || held.id() == null) {
        return taken;
      }
      String id = held.id().substring(0, held.id().lastIndexOf('.'));
      full.put(id, held.id());
      Reservation known =
          new Reservation(
              id, held.serial(), held.plan(), held.taken(), held.at(), held.expiresAt());
      return new Taken(taken.verdicts(), taken.at(), taken.passed(), known, taken.repetition());
    }
  }
}
