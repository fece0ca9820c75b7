package dev.headgate.server.store.redis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headgate.core.decision.Decision;
import dev.headgate.core.decision.Taken;
import dev.headgate.core.limit.FixedWindow;
import dev.headgate.core.settlement.Actual;
import dev.headgate.core.settlement.Found;
import dev.headgate.core.settlement.Settlement;
import dev.headgate.core.snapshot.MeterSource;
import dev.headgate.core.snapshot.PolicySnapshot;
import dev.headgate.core.snapshot.Rule;
import dev.headgate.core.snapshot.Settings;
import dev.headgate.server.house.FaultRow;
import dev.headgate.server.observe.Metrics;
import io.lettuce.core.MigrateArgs;
import io.lettuce.core.cluster.SlotHash;
import io.lettuce.core.cluster.api.async.RedisClusterAsyncCommands;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Several nodes over one real cluster, with calls that lie in one partition or in several. */
@Tag("fault")
class ClusterNodesTest {
  private static final long DAY = 86_400_000_000L;
  private static final AtomicInteger POLICIES = new AtomicInteger();

  private static ClusterServers servers;
  private final List<Node> nodes = new ArrayList<>();

  @BeforeAll
  static void begin() {
    servers = ClusterServers.start(3, 0);
  }

  @AfterAll
  static void stop() {
    servers.close();
  }

  @AfterEach
  void end() {
    nodes.forEach(Node::close);
  }

  @Test
  void nodesCountTogetherInOnePartitionAndInSeveral() {
    PolicySnapshot policy = policy(4, 9);
    Node one = node(policy);
    Node two = node(policy);

    for (int i = 0; i < 2; i++) {
      assertThat(one.decide("app-1")).isInstanceOf(Decision.Allowed.class);
      assertThat(two.decide("app-1")).isInstanceOf(Decision.Allowed.class);
      assertThat(two.decide("app-2")).isInstanceOf(Decision.Allowed.class);
      assertThat(one.decide("app-2")).isInstanceOf(Decision.Allowed.class);
    }

    Decision byApp = one.decide("app-1");
    assertThat(byApp).isInstanceOf(Decision.Throttled.class);
    assertThat(two.decide("app-3")).isInstanceOf(Decision.Allowed.class);
    Decision byAll = two.decide("app-4");
    assertThat(byAll).isInstanceOf(Decision.Throttled.class);
    assertThat(byAll.verdicts().get(0).remaining()).as("no trace").isEqualTo(4);
    assertThat(byAll.verdicts().get(1).remaining()).isZero();
  }

  @Test
  void aReservationOverPartitionsIsFoundAndSettledByAnotherNodeOnce() {
    PolicySnapshot policy = policy(10, 10);
    Node one = node(policy);
    Node two = node(policy);
    String id = Node.id(one.decide("app-1"));

    Found found = two.find(id);
    boolean renewed = two.renew(id);
    Settlement settled = two.settle(id, Actual.NOTHING);
    Settlement again = one.settle(id, Actual.points(7));

    assertThat(found).isInstanceOf(Found.Open.class);
    assertThat(renewed).isTrue();
    assertThat(settled.outcome()).isEqualTo(Settlement.Outcome.SETTLED);
    assertThat(settled.adjustments()).hasSize(2).allMatch(it -> it.refunded() == 1);
    assertThat(again).isEqualTo(settled);
    assertThat(one.find(id))
        .isInstanceOfSatisfying(
            Found.Ended.class, ended -> assertThat(ended.settlement()).isEqualTo(settled));
    assertThat(one.endings()).isEmpty();
    assertThat(two.endings()).hasSize(1);
  }

  @Test
  void aRepetitionOnAnotherNodeGetsTheSameReservation() {
    PolicySnapshot policy = policy(10, 10);
    Node one = node(policy);
    Node two = node(policy);

    Decision first = one.decide("app-1", "order-1");
    Decision again = two.decide("app-1", "order-1");

    assertThat(Node.id(again)).isEqualTo(Node.id(first));
    assertThat(((Decision.Allowed) again).taken().repetition()).isEqualTo(Taken.Repetition.SAME);
    assertThat(again.verdicts()).allMatch(it -> it.remaining() == 9);
  }

  @Test
  void callsUnderOneIdAtOnceGetOneReservation() {
    PolicySnapshot policy = policy(50, 50);
    List<Node> two = List.of(node(policy), node(policy));
    List<CompletableFuture<Decision>> asked = new ArrayList<>();

    for (int i = 0; i < 16; i++) {
      asked.add(two.get(i % 2).deciding("app-1", "order-2"));
    }

    assertThat(asked.stream().map(it -> Node.id(answered(it, two.getFirst()))).distinct())
        .hasSize(1);
    Decision next = two.getFirst().decide("app-1");
    assertThat(next.verdicts()).allMatch(it -> it.remaining() == 48);
  }

  private static Decision answered(CompletableFuture<Decision> asked, Node again) {
    AtomicBoolean first = new AtomicBoolean(true);
    return Node.await(() -> first.getAndSet(false) ? asked : again.deciding("app-1", "order-2"));
  }

  @Test
  void whatIsHeldLongerThanItsLifeGoesBackInAllPartitionsWhoeverLooks() {
    PolicySnapshot shortLives =
        PolicySnapshot.builder("p")
            .rule(limit("brief", 10).by("app"))
            .rule(limit("briefs", 10))
            .settings(new Settings(1, DAY, true))
            .build();
    Node one = node(shortLives);
    Node two = node(shortLives);
    String id = Node.id(one.decide("app-1"));

    two.housekeep();

    assertThat(two.endings())
        .singleElement()
        .matches(it -> it.settlement().outcome() == Settlement.Outcome.EXPIRED)
        .matches(it -> it.settlement().adjustments().size() == 2);
    assertThat(one.find(id)).isInstanceOf(Found.Ended.class);
    assertThat(one.decide("app-1").verdicts()).allMatch(it -> it.remaining() == 9);
  }

  @Test
  void manyAtOnceAreNeverGrantedMoreAndHowOftenHoldsStandInTheWayIsKnown() throws Exception {
    int threads = 8;
    int each = 150;
    PolicySnapshot policy = policy(600, 900);
    List<Node> two = List.of(node(policy), node(policy));
    AtomicInteger allowed = new AtomicInteger();
    List<Future<?>> done = new ArrayList<>();
    try (ExecutorService pool = Executors.newFixedThreadPool(threads)) {
      for (int t = 0; t < threads; t++) {
        Node node = two.get(t % 2);
        int first = t;
        done.add(
            pool.submit(
                () -> {
                  for (int i = 0; i < each; i++) {
                    String app = "app-" + (first + i) % 4;
                    Decision decision = Node.await(() -> node.counting(app));
                    allowed.addAndGet(decision instanceof Decision.Allowed ? 1 : 0);
                  }
                }));
      }
      for (Future<?> one : done) {
        one.get(60, TimeUnit.SECONDS);
      }
    }

    Decision last = two.getFirst().decide("app-0");

    assertThat(allowed.get()).isEqualTo(900);
    assertThat(last.verdicts().get(1).remaining()).isZero();
    String shown = two.stream().map(ClusterNodesTest::counts).reduce("", (a, b) -> a + "; " + b);
    new FaultRow(
            "8 threads on 2 nodes with calls over two partitions, more than the limit grants",
            "never over, and all of the limit is granted",
            allowed.get() + " of 900 granted, " + threads * each + " asked" + shown,
            0)
        .write();
  }

  @Test
  void aSlotThatMovesUnderLoadLosesNothingAndGrantsNothingTwice() throws Exception {
    int limit = 100_000;
    PolicySnapshot policy = policy(limit, limit);
    Node node = node(policy);
    assertThat(node.decide("mover").verdicts().getFirst().remaining()).isEqualTo(limit - 1);
    String counter = ClusterServers.keyOf(servers, "mover");
    AtomicBoolean over = new AtomicBoolean();
    AtomicInteger granted = new AtomicInteger(1);
    AtomicInteger failed = new AtomicInteger();
    try (ExecutorService pool = Executors.newFixedThreadPool(3)) {
      for (int t = 0; t < 3; t++) {
        var _ = pool.submit(() -> load(node, over, granted, failed));
      }
      ClusterServers.await("some calls", () -> granted.get() > 200);

      move(SlotHash.getSlot(counter));

      int then = granted.get();
      ClusterServers.await("calls after it", () -> granted.get() > then + 200);
      over.set(true);
    }

    Decision last = node.decide("mover");

    long used = limit - last.verdicts().getFirst().remaining() - 1;
    assertThat(last).isInstanceOf(Decision.Allowed.class);
    assertThat(used).isBetween((long) granted.get(), (long) granted.get() + failed.get());
    new FaultRow(
            "slot migration",
            "what is granted is counted once; nothing is taken for lost",
            "%d granted, %d counted, %d calls failed while keys were on their way"
                .formatted(granted.get(), used, failed.get()),
            0)
        .write();
  }

  private static void load(
      Node node, AtomicBoolean over, AtomicInteger granted, AtomicInteger failed) {
    while (!over.get()) {
      try {
        if (node.counting("mover").join() instanceof Decision.Allowed) {
          granted.incrementAndGet();
        }
      } catch (CompletionException refused) {
        failed.incrementAndGet();
      }
    }
  }

  /** Moves a slot as {@code redis-cli --cluster reshard} does, key by key. */
  private static void move(int slot) throws Exception {
    RedisServer from = servers.serving(slot);
    RedisServer to = from == servers.primary(0) ? servers.primary(1) : servers.primary(0);
    String target = ClusterServers.id(to);
    ClusterServers.cli(to, "CLUSTER", "SETSLOT", "" + slot, "IMPORTING", ClusterServers.id(from));
    ClusterServers.cli(from, "CLUSTER", "SETSLOT", "" + slot, "MIGRATING", target);
    try (Link link = Connecting.to(from.uri())) {
      RedisClusterAsyncCommands<String, byte[]> source = link.commands();
      List<String> keys = source.clusterGetKeysInSlot(slot, 2).get();
      while (!keys.isEmpty()) {
        MigrateArgs<String> these = MigrateArgs.Builder.keys(keys);
        source.migrate("127.0.0.1", to.port(), 0, 5_000, these).get();
        keys = source.clusterGetKeysInSlot(slot, 2).get();
      }
    }
    for (RedisServer one : List.of(to, from)) {
      ClusterServers.cli(one, "CLUSTER", "SETSLOT", "" + slot, "NODE", target);
    }
  }

  private static String counts(Node node) {
    try (Metrics metrics =
        new Metrics(() -> PolicySnapshot.builder("none").build(), node.store())) {
      node.store().showIn(metrics);
      return metrics
          .scrape()
          .lines()
          .filter(line -> line.startsWith("headgate_cluster"))
          .map(line -> line.replace("headgate_cluster_", "").replace("_total", ""))
          .reduce((a, b) -> a + ", " + b)
          .orElseThrow();
    }
  }

  private Node node(PolicySnapshot policy) {
    Node node = Node.over(servers, policy);
    nodes.add(node);
    return node;
  }

  /** A limit by app and one for everybody, of which no other test knows. */
  private static PolicySnapshot policy(long byApp, long byAll) {
    int number = POLICIES.incrementAndGet();
    return PolicySnapshot.builder("p")
        .rule(limit("by-app-" + number, byApp).by("app"))
        .rule(limit("by-all-" + number, byAll))
        .build();
  }

  private static Rule limit(String name, long amount) {
    return Rule.limit(name, MeterSource.of(new FixedWindow(amount, DAY)));
  }
}
