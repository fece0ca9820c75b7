package dev.headgate.server.store.redis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headgate.core.decision.Decision;
import dev.headgate.core.limit.FixedWindow;
import dev.headgate.core.snapshot.Consistency;
import dev.headgate.core.snapshot.MeterSource;
import dev.headgate.core.snapshot.PolicySnapshot;
import dev.headgate.core.snapshot.Rule;
import dev.headgate.server.house.FaultRow;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A primary is killed and its replica takes its place. */
@Tag("fault")
class ClusterFailoverTest {
  private static final long DAY = 86_400_000_000L;

  @Test
  void aPrimaryThatIsKilledIsALossForItsPartitionsAndForNoOthers() {
    Rule guarded = Rule.limit("guarded", MeterSource.of(new FixedWindow(9, DAY))).by("app");
    Rule accepting =
        Rule.limit("accepting", MeterSource.of(new FixedWindow(9, DAY)))
            .by("app")
            .consistency(Consistency.USUAL.onLoss(Consistency.Loss.ACCEPT));
    try (ClusterServers servers = ClusterServers.start(3, 1);
        Node careful = Node.over(servers, policy(guarded));
        Node careless = Node.over(servers, policy(accepting))) {
      String hit = app(servers, careful, servers.primary(0), true);
      String spared = app(servers, careful, servers.primary(0), false);
      assertThat(careless.decide(hit)).isInstanceOf(Decision.Allowed.class);
      long left = careful.decide(spared).verdicts().getFirst().remaining();

      servers.primary(0).kill();

      assertThat(careful.decide(spared).verdicts().getFirst().remaining()).isEqualTo(left - 1);
      Decision refused = untilAnswered(careful, hit);
      Decision granted = untilAnswered(careless, hit);
      assertThat(refused).isInstanceOf(Decision.Throttled.class);
      assertThat(((Decision.Throttled) refused).retryAt() % DAY).isZero();
      assertThat(granted).isInstanceOf(Decision.Allowed.class);
      assertThat(careful.decide(spared).verdicts().getFirst().remaining()).isEqualTo(left - 2);
      new FaultRow(
              "failover of a primary",
              "its quarantined limits refuse until their window ends, all others go on",
              "refused by the promoted replica; accepted with "
                  + granted.verdicts().getFirst().remaining()
                  + " of 9 left; other primaries answered all the while",
              0)
          .write();
    }
  }

  /** An app that was counted once, in a partition that a primary serves or does not. */
  private static String app(
      ClusterServers servers, Node node, RedisServer primary, boolean served) {
    for (int i = 0; i < 100; i++) {
      String app = "app-" + i;
      assertThat(node.decide(app)).isInstanceOf(Decision.Allowed.class);
      RedisServer at = servers.serving(ClusterServers.keyOf(servers, app));
      if ((at == primary) == served) {
        return app;
      }
    }
    throw new AssertionError("100 apps in the same half");
  }

  private static Decision untilAnswered(Node node, String app) {
    long deadline = System.nanoTime() + 30_000_000_000L;
    while (true) {
      try {
        return node.decide(app);
      } catch (CompletionException notYet) {
        assertThat(System.nanoTime()).as("still: %s", notYet).isLessThan(deadline);
        Thread.onSpinWait();
      }
    }
  }

  private static PolicySnapshot policy(Rule rule) {
    return PolicySnapshot.builder("p").rule(rule).build();
  }
}
