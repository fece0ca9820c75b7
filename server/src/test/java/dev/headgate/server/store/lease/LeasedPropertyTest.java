package dev.headgate.server.store.lease;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headgate.core.limit.FixedWindow;
import dev.headgate.core.snapshot.Accuracy;
import dev.headgate.core.snapshot.Consistency;
import dev.headgate.core.snapshot.MeterSource;
import dev.headgate.core.snapshot.PolicySnapshot;
import dev.headgate.core.snapshot.Rule;
import dev.headgate.core.time.Micros;
import dev.headgate.server.store.FarStore;
import dev.headgate.server.store.Limits;
import dev.headgate.server.store.Seeds;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What LEASED promises (SEMANTICS 4), over three nodes in virtual time. */
@Tag("seeded")
class LeasedPropertyTest {
  private static final FarStore.Network NEAR = FarStore.Network.of(400);
  private static final long RUN = 20 * Micros.SECOND;

  @Test
  void atOneAndAHalfTimesTheDemandNearlyAllOfTheLimitIsGrantedAndNeverMore() {
    Seeds.check(
        3,
        random -> {
          for (Limits limit : Limits.all(200 + random.nextInt(4_000))) {
            Nodes nodes = nodes(leased(limit), random);
            long whole = wholeWindows(limit);

            nodes.load(random, 1.5 * limit.amount() * Micros.SECOND / pace(limit), end(limit));
            nodes.time.runUntil(end(limit) + Micros.SECOND);

            assertThat(limit.most().applyAsLong(nodes.granted))
                .as("%s", limit)
                .isLessThanOrEqualTo(limit.amount());
            assertThat(nodes.granted.total())
                .as("%s granted in %d windows", limit, whole)
                .isGreaterThanOrEqualTo(whole * limit.amount() * 95 / 100);
          }
        });
  }

  @Test
  void nothingIsEverOverWhateverIsLostPausedOrKilled() {
    Seeds.check(
        6,
        random -> {
          for (Limits limit : Limits.all(50 + random.nextInt(1_000))) {
            Nodes nodes = nodes(leased(limit), random);
            FarStore.Network bad = bad(random);
            nodes.all.clear();
            for (int i = 0; i < 3; i++) {
              nodes.add(random.nextLong(-90, 91) * Micros.SECOND, bad);
            }
            nodes.time.every(300_000, Nodes.START + RUN, () -> harm(nodes, bad, random));

            nodes.load(random, 3.0 * limit.amount() * Micros.SECOND / pace(limit), end(limit));
            nodes.time.runUntil(end(limit) + Micros.SECOND);

            assertThat(nodes.granted.total()).as("%s is used", limit).isPositive();
            assertThat(limit.most().applyAsLong(nodes.granted))
                .as("%s", limit)
                .isLessThanOrEqualTo(limit.amount());
          }
        });
  }

  /** Beside a strict limit the store decides while the node holds its part: perhaps too late. */
  @Test
  void aPartThatEndsWhileTheStoreDecidesIsNotSpent() {
    Seeds.check(
        6,
        random -> {
          for (Limits limit : Limits.all(50 + random.nextInt(1_000))) {
            Nodes nodes = new Nodes(besideStrict(limit));
            for (int i = 0; i < 3; i++) {
              nodes.add(0, () -> 5_000 + random.nextLong(20_000));
            }

            nodes.load(random, 1.1 * limit.amount() * Micros.SECOND / pace(limit), end(limit));
            nodes.time.runUntil(end(limit) + Micros.SECOND);

            assertThat(limit.most().applyAsLong(nodes.granted))
                .as("%s", limit)
                .isLessThanOrEqualTo(limit.amount());
            assertThat(nodes.granted.total())
                .as("%s is used", limit)
                .isGreaterThanOrEqualTo(wholeWindows(limit) * limit.amount() / 2);
          }
        });
  }

  private static void harm(Nodes nodes, FarStore.Network network, RandomGenerator random) {
    int index = random.nextInt(3);
    switch (random.nextInt(4)) {
      case 0 -> nodes.kill(index, random.nextLong(-90, 91) * Micros.SECOND, network);
      case 1 -> nodes.all.get(index).pause(random.nextLong(3 * Micros.SECOND));
      default -> {}
    }
  }

  /** A message takes up to 30 ms, and one in ten is lost. */
  private static FarStore.Network bad(RandomGenerator random) {
    return () -> random.nextInt(10) == 0 ? FarStore.Network.LOST : random.nextLong(30_000);
  }

  private static Nodes nodes(PolicySnapshot snapshot, RandomGenerator random) {
    Nodes nodes = new Nodes(snapshot);
    for (int i = 0; i < 3; i++) {
      nodes.add(random.nextLong(-90, 91) * Micros.SECOND, NEAR);
    }
    return nodes;
  }

  private static PolicySnapshot leased(Limits limit) {
    return PolicySnapshot.builder("leased").rule(rule(limit)).build();
  }

  private static PolicySnapshot besideStrict(Limits limit) {
    FixedWindow wide = new FixedWindow(1_000_000, Micros.SECOND);
    return PolicySnapshot.builder("beside-strict")
        .rule(rule(limit))
        .rule(Rule.limit("strict", MeterSource.of(wide)).by("app"))
        .build();
  }

  private static Rule rule(Limits limit) {
    return Rule.limit("limit", MeterSource.of(limit.meter()))
        .by("app")
        .consistency(Consistency.USUAL.accuracy(Accuracy.Leased.USUAL));
  }

  /** A long window is not run to its end: its demand comes within the run. */
  private static long pace(Limits limit) {
    return Math.min(limit.window(), RUN);
  }

  private static long end(Limits limit) {
    return Nodes.START + (limit.window() > RUN ? RUN : wholeWindows(limit) * limit.window());
  }

  private static long wholeWindows(Limits limit) {
    return Math.max(1, RUN / limit.window());
  }
}
