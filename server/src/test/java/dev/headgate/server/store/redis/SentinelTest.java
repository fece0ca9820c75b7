package dev.headgate.server.store.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.headgate.core.decision.Decision;
import dev.headgate.core.limit.FixedWindow;
import dev.headgate.core.settlement.Actual;
import dev.headgate.core.settlement.Found;
import dev.headgate.core.settlement.Settlement;
import dev.headgate.core.snapshot.Consistency;
import dev.headgate.core.snapshot.MeterSource;
import dev.headgate.core.snapshot.PolicySnapshot;
import dev.headgate.core.snapshot.Rule;
import dev.headgate.server.house.Checkout;
import dev.headgate.server.house.FaultRow;
import dev.headgate.server.house.FreePorts;
import dev.headgate.server.store.StoreRefused;
import dev.headgate.server.store.StoreSettings.Tls;
import dev.headgate.server.store.codec.ReservationCodec;
import java.nio.file.Path;
import java.util.concurrent.CompletionException;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A store behind sentinels: opened by them, and found again when they name another primary. */
@Tag("fault")
@Tag("seeded")
class SentinelTest {
  private static final long DAY = 86_400_000_000L;
  private static final int LIMIT = 9;
  private static final Rule GUARDED =
      Rule.limit("guarded", MeterSource.of(new FixedWindow(LIMIT, DAY))).by("app");
  private static final Rule ACCEPTING =
      Rule.limit("accepting", MeterSource.of(new FixedWindow(LIMIT, DAY)))
          .by("app")
          .consistency(Consistency.USUAL.onLoss(Consistency.Loss.ACCEPT));

  private static SentinelServers calm;

  @BeforeAll
  static void begin() {
    calm = SentinelServers.start(1);
  }

  @AfterAll
  static void end() {
    calm.close();
  }

  @Test
  void aPrimaryThatIsKilledIsALossAndItsReplicaServesByItself() {
    try (SentinelServers servers = SentinelServers.start(3);
        Node careful = Node.over(servers.url(), Tls.USUAL, policy(GUARDED));
        Node careless = Node.over(servers.url(), Tls.USUAL, policy(ACCEPTING))) {
      String kept = Node.id(careless.decide("app-1"));
      granted(careless, 3);
      granted(careful, 2);
      servers.awaitReplicated();
      String lost = unreplicated(servers, careless);
      long before = System.nanoTime();

      servers.primary().kill();

      servers.replica().resume();
      Decision refused = untilAnswered(careful);
      long away = (System.nanoTime() - before) / 1_000_000;
      assertThat(refused).isInstanceOf(Decision.Throttled.class);
      assertThat(((Decision.Throttled) refused).retryAt() % DAY).isZero();
      assertThat(untilAnswered(careless)).isInstanceOf(Decision.Allowed.class);
      assertThat(careless.find(kept)).isInstanceOf(Found.Open.class);
      Settlement settled = careless.settle(kept, Actual.NOTHING);
      assertThat(settled.outcome()).isEqualTo(Settlement.Outcome.SETTLED);
      assertThat(settled.adjustments()).singleElement().matches(it -> it.refunded() == 1);
      assertThat(careless.find(lost)).isInstanceOf(Found.None.class);
      assertThat(careless.settle(lost, Actual.points(1)).outcome())
          .isEqualTo(Settlement.Outcome.UNKNOWN);
      // Of nine, four were replicated and one was granted since; one has come back.
      assertThat(all(careless)).isEqualTo(LIMIT - 4);
      new FaultRow(
              "failover of a primary by Sentinel",
              "quarantined limits refuse until their window ends, others count on with what was"
                  + " replicated; the new primary is found by the node itself",
              "serves again after "
                  + away
                  + " ms, of which the sentinels wait "
                  + SentinelServers.DOWN_MILLIS
                  + "; accepted: over by the 3 calls that were not replicated",
              0)
          .write();
    }
  }

  /** A replica that stands still while it is cut off has nothing of what comes then. */
  private static String unreplicated(SentinelServers servers, Node node) {
    servers.replica().pause();
    servers.primary().cli("CLIENT", "KILL", "TYPE", "replica");
    String lost = Node.id(node.decide("app-1"));
    granted(node, 2);
    return lost;
  }

  @Test
  void aPrimaryThatHangsIsLeftForTheOneThatTheSentinelsName() {
    try (SentinelServers servers = SentinelServers.start(1);
        Node node = Node.over(servers.url(), Tls.USUAL, policy(ACCEPTING))) {
      granted(node, 4);
      servers.awaitReplicated();
      long before = System.nanoTime();

      servers.primary().pause();

      Decision next = untilAnswered(node);
      long away = (System.nanoTime() - before) / 1_000_000;
      assertThat(next.verdicts().getFirst().remaining()).isEqualTo(LIMIT - 5);
      assertThat(servers.primary().process().isAlive()).isTrue();
      new FaultRow(
              "failover of a primary by Sentinel",
              "one that hangs with its connections open is left for the new one",
              "serves again after " + away + " ms while the old one stands still",
              0)
          .write();
    }
  }

  @Test
  void oneSentinelOfSeveralIsEnough() {
    String url = calm.url().replace("//", "//127.0.0.1:" + FreePorts.one() + ",");

    try (Node node = Node.over(url, Tls.USUAL, policy(GUARDED))) {
      granted(node, 1);
    }
  }

  @Test
  void serversAndSentinelsHavePasswordsOfTheirOwn() {
    try (SentinelServers servers = SentinelServers.guarded("s3cret", "se@cret")) {
      String url = servers.url().replace("//", "//:s3cret@");
      String whole = url.replace("#", "?sentinelPassword=se%40cret#");

      try (Node node = Node.over(whole, Tls.USUAL, policy(GUARDED))) {
        granted(node, 1);
      }
      refused(url, "NOAUTH");
      refused(url.replace("#", "?sentinelPassword=s0cret#"), "WRONGPASS");
      refused(whole.replace("s3cret", "s0cret"), "WRONGPASS");
    }
  }

  @Test
  void theStoreAnswersAsTheSlowOneDoes() {
    try (Link link = Connecting.to(Addresses.one(calm.url()))) {
      Contract.holds(link, 2);
    }
  }

  @Test
  void aUserOfTheSentinelsMayAskForThePrimaryAlone() {
    RedisServer sentinel = calm.sentinels().getFirst();
    String line = documentedUser();
    assertThat(sentinel.cli(line.replace("PASSWORD", "s3cret").split(" "))).isEqualTo("OK\n");
    String url = calm.url().replace("#", "?sentinelUser=headgate&sentinelPassword=s3cret#");

    try (Node node = Node.over(url, Tls.USUAL, policy(GUARDED))) {
      granted(node, 1);
    }
    sentinel.cli("ACL", "SETUSER", "headgate", "-sentinel|get-master-addr-by-name");
    refused(url, "sentinel|get-master-addr-by-name");
  }

  private static String documentedUser() {
    return Checkout.lines(Path.of("docs/reference/redis.md")).stream()
        .filter(line -> line.startsWith("ACL SETUSER ") && line.contains("+sentinel|"))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void aNameThatTheSentinelsDoNotKnow() {
    refused(
        calm.url().replace("#" + SentinelServers.NAME, "#other"),
        "no primary of that name (expected: the name of `sentinel monitor` after");
    refused(calm.url().replaceAll("#.*", ""), "(expected: ");
  }

  @Test
  void noSentinelAtAll() {
    refused("redis-sentinel://127.0.0.1:" + FreePorts.one() + "#shop", "refused");
  }

  private static void granted(Node node, int calls) {
    for (int i = 0; i < calls; i++) {
      assertThat(node.decide("app-1")).isInstanceOf(Decision.Allowed.class);
    }
  }

  private static int all(Node node) {
    int granted = 0;
    while (node.decide("app-1") instanceof Decision.Allowed) {
      granted++;
    }
    return granted;
  }

  private static Decision untilAnswered(Node node) {
    long deadline = System.nanoTime() + 30_000_000_000L;
    while (true) {
      try {
        return node.decide("app-1");
      } catch (CompletionException notYet) {
        assertThat(System.nanoTime()).as("still: %s", notYet).isLessThan(deadline);
        LockSupport.parkNanos(10_000_000);
      }
    }
  }

  private static void refused(String url, String says) {
    assertThatThrownBy(
            () ->
                RedisStore.open(url, new ReservationCodec(() -> policy(GUARDED)), ending -> {})
                    .close())
        .isInstanceOf(StoreRefused.class)
        .hasMessageContaining(says)
        .hasMessageContaining("(expected: ")
        .message()
        .doesNotContain("\n", "cret");
  }

  private static PolicySnapshot policy(Rule rule) {
    return PolicySnapshot.builder("p").rule(rule).build();
  }
}
