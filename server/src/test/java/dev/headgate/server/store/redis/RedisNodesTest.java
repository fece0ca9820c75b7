package dev.headgate.server.store.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.headgate.core.decision.Decision;
import dev.headgate.core.decision.Taken;
import dev.headgate.core.limit.Bucket;
import dev.headgate.core.limit.Concurrency;
import dev.headgate.core.limit.FixedWindow;
import dev.headgate.core.quota.Allotment;
import dev.headgate.core.settlement.Actual;
import dev.headgate.core.settlement.Found;
import dev.headgate.core.settlement.Settlement;
import dev.headgate.core.snapshot.Accuracy;
import dev.headgate.core.snapshot.Consistency;
import dev.headgate.core.snapshot.MeterSource;
import dev.headgate.core.snapshot.PolicySnapshot;
import dev.headgate.core.snapshot.Rule;
import dev.headgate.core.snapshot.Settings;
import dev.headgate.core.time.Period;
import dev.headgate.core.time.SystemTime;
import dev.headgate.core.time.TimeSource;
import dev.headgate.server.house.FaultRow;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Several nodes over one real server, which is killed and restarted. */
@Tag("fault")
class RedisNodesTest {
  private static final long HOUR = 3_600_000_000L;
  private static final PolicySnapshot POLICY =
      policy(Rule.limit("hourly", MeterSource.of(new FixedWindow(10, 24 * HOUR))).by("app"));

  private final RedisServer server = RedisServer.start();
  private final List<Node> nodes = new ArrayList<>();

  @AfterEach
  void end() {
    nodes.forEach(Node::close);
    server.close();
  }

  @Test
  void nodesCountTogether() {
    Node one = node(POLICY);
    Node two = node(POLICY);

    for (int i = 0; i < 5; i++) {
      assertThat(one.decide("app-1")).isInstanceOf(Decision.Allowed.class);
      assertThat(two.decide("app-1")).isInstanceOf(Decision.Allowed.class);
    }

    assertThat(one.decide("app-1")).isInstanceOf(Decision.Throttled.class);
    assertThat(two.decide("app-1")).isInstanceOf(Decision.Throttled.class);
    assertThat(two.decide("app-2")).isInstanceOf(Decision.Allowed.class);
  }

  @Test
  void aNodeThatEndsGivesBackWhatItHoldsOfALimit() {
    Rule leased =
        Rule.limit("leased", MeterSource.of(new FixedWindow(1_000, 24 * HOUR)))
            .by("app")
            .consistency(Consistency.USUAL.accuracy(Accuracy.Leased.USUAL));
    PolicySnapshot policy = policy(leased);
    Node one = Node.leasing(server, policy);
    for (int i = 0; i < 7; i++) {
      assertThat(one.counting("app-1").join()).isInstanceOf(Decision.Allowed.class);
    }
    Node two = node(policy);
    long whileItHolds = two.counting("app-1").join().verdicts().getFirst().remaining();

    one.close();

    assertThat(whileItHolds).as("one holds more than it spent").isLessThan(1_000 - 8);
    assertThat(two.counting("app-1").join().verdicts().getFirst().remaining()).isEqualTo(1_000 - 9);
  }

  @Test
  void aReservationIsFoundAndSettledByAnotherNodeOnce() {
    Node one = node(POLICY);
    Node two = node(POLICY);
    String id = Node.id(one.decide("app-1"));

    Found found = two.find(id);
    Settlement settled = two.settle(id, Actual.NOTHING);
    Settlement again = one.settle(id, Actual.points(7));

    assertThat(found).isInstanceOf(Found.Open.class);
    assertThat(settled.outcome()).isEqualTo(Settlement.Outcome.SETTLED);
    assertThat(settled.adjustments()).singleElement().matches(it -> it.refunded() == 1);
    assertThat(again).isEqualTo(settled);
    assertThat(one.endings()).isEmpty();
    assertThat(two.endings()).hasSize(1);
  }

  @Test
  void aRepetitionOnAnotherNodeGetsTheSameReservation() {
    Node one = node(POLICY);
    Node two = node(POLICY);

    Decision first = one.decide("app-1", "order-1");
    Decision again = two.decide("app-1", "order-1");

    assertThat(Node.id(again)).isEqualTo(Node.id(first));
    assertThat(((Decision.Allowed) again).taken().repetition()).isEqualTo(Taken.Repetition.SAME);
    assertThat(again.verdicts().getFirst().remaining()).isEqualTo(9);
  }

  @Test
  void callsThatPileUpGoTogetherAndNoneIsGrantedTwice() {
    Node one = node(POLICY);
    Node two = node(POLICY);
    List<CompletableFuture<Decision>> asked = new ArrayList<>();

    for (int i = 0; i < 500; i++) {
      asked.add((i % 2 == 0 ? one : two).deciding("app-" + i % 5));
    }

    long allowed = asked.stream().filter(it -> it.join() instanceof Decision.Allowed).count();
    assertThat(allowed).isEqualTo(50);
  }

  @Test
  void theServersClockDecidesWhateverANodesSays() {
    Rule daily =
        Rule.quota(
            "daily", MeterSource.of(new Allotment(10, Period.day(ZoneId.of("Asia/Kathmandu")))));
    TimeSource right = SystemTime.startingAt(0);
    Node ahead = new Node(server, policy(daily), () -> right.micros() + 90_000_000L);
    Node weeksAhead = new Node(server, policy(daily), () -> right.micros() + 30 * 24 * HOUR);
    nodes.add(ahead);
    nodes.add(weeksAhead);
    Node good = node(policy(daily));

    long here = good.decide("app-1").at();
    long there = ahead.decide("app-1").at();
    Decision far = weeksAhead.decide("app-1");

    assertThat(there - here).isBetween(0L, 60_000_000L);
    assertThat(far.verdicts().getFirst().remaining()).isEqualTo(7);
    assertThat(far.at() - here).isBetween(0L, 120_000_000L);
    new FaultRow(
            "clock of a node off",
            "all nodes count in the windows of the server's clock",
            "90 s and 30 days ahead: 10 of the day less 3 calls: "
                + far.verdicts().getFirst().remaining()
                + " left",
            0)
        .write();
  }

  @Test
  void whatIsHeldLongerThanItsLifeGoesBackWhoeverLooks() {
    Rule running = Rule.limit("running", MeterSource.of(new Concurrency(1, 24 * HOUR, 0)));
    PolicySnapshot shortLives =
        PolicySnapshot.builder("p").rule(running).settings(new Settings(1, HOUR, true)).build();
    Node one = node(shortLives);
    Node two = node(shortLives);
    String id = Node.id(one.decide("app-1"));

    two.housekeep();

    assertThat(two.endings())
        .singleElement()
        .matches(it -> it.settlement().outcome() == Settlement.Outcome.EXPIRED);
    assertThat(one.decide("app-1")).isInstanceOf(Decision.Allowed.class);
    assertThat(one.find(id)).isInstanceOf(Found.Ended.class);
  }

  @Test
  void aServerThatComesBackEmptyIsMetAnewAndQuarantinedLimitsRefuse() {
    Rule guarded = Rule.limit("guarded", MeterSource.of(new FixedWindow(3, 24 * HOUR)));
    Rule accepting = guarded.consistency(Consistency.USUAL.onLoss(Consistency.Loss.ACCEPT));
    Node careless = node(policy(accepting));
    Node careful = node(policy(guarded));
    assertThat(careless.decide("app-1")).isInstanceOf(Decision.Allowed.class);
    assertThat(careful.decide("app-1")).isInstanceOf(Decision.Allowed.class);

    server.kill();
    assertThatThrownBy(() -> careful.decide("app-1")).isNotNull();
    server.restart();

    assertThat(untilAnswered(careless)).isInstanceOf(Decision.Allowed.class);
    Decision refused = untilAnswered(careful);
    assertThat(refused).isInstanceOf(Decision.Throttled.class);
    assertThat(((Decision.Throttled) refused).retryAt() % (24 * HOUR)).isZero();
    new FaultRow(
            "Redis killed and back empty",
            "quarantined limits refuse until their window ends, others count anew",
            "both as promised, by two nodes that found their way back by themselves",
            0)
        .write();
  }

  @Test
  void aFreshServerQuarantinesNothing() {
    Node node = node(policy(Rule.limit("guarded", MeterSource.of(new Bucket(3, 3, HOUR)))));

    assertThat(node.decide("app-1")).isInstanceOf(Decision.Allowed.class);
  }

  @Test
  void aFlushedLibraryIsLoadedAgainAndNothingIsTakenTwice() {
    Node node = node(POLICY);
    assertThat(node.decide("app-1")).isInstanceOf(Decision.Allowed.class);
    try (Link link = Connecting.to(server.uri())) {
      link.commands().scriptFlush().toCompletableFuture().join();
      link.commands().functionFlush(io.lettuce.core.FlushMode.SYNC).toCompletableFuture().join();
    }

    Decision next = node.decide("app-1");

    assertThat(next.verdicts().getFirst().remaining()).isEqualTo(8);
    new FaultRow("SCRIPT FLUSH and FUNCTION FLUSH", "nothing is lost", "2 of 2 calls counted", 0)
        .write();
  }

  @Test
  void aFullServerRefusesTheWholeStepAndGoesOnOnceThereIsRoom() {
    Node node = node(POLICY);
    assertThat(node.decide("app-1")).isInstanceOf(Decision.Allowed.class);
    try (Link link = Connecting.to(server.uri())) {
      link.commands().configSet("maxmemory", "1").toCompletableFuture().join();
      for (int i = 0; i < 3; i++) {
        assertThatThrownBy(() -> node.decide("app-1")).hasMessageContaining("OOM");
      }
      link.commands().configSet("maxmemory", "0").toCompletableFuture().join();
    }

    Decision next = node.decide("app-1");

    assertThat(next.verdicts().getFirst().remaining()).isEqualTo(8);
    new FaultRow(
            "Redis out of memory",
            "a step is refused whole, and goes on once there is room",
            "3 refused calls left no trace, the next was counted second",
            0)
        .write();
  }

  private Node node(PolicySnapshot policy) {
    Node node = Node.over(server, policy);
    nodes.add(node);
    return node;
  }

  private static Decision untilAnswered(Node node) {
    long deadline = System.nanoTime() + 30_000_000_000L;
    while (true) {
      try {
        return node.decide("app-1");
      } catch (RuntimeException notYet) {
        assertThat(System.nanoTime()).as("still: %s", notYet).isLessThan(deadline);
        Thread.onSpinWait();
      }
    }
  }

  private static PolicySnapshot policy(Rule... rules) {
    PolicySnapshot.Builder builder = PolicySnapshot.builder("p");
    List.of(rules).forEach(builder::rule);
    return builder.build();
  }
}
