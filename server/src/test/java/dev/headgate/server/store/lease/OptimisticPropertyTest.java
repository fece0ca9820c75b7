package dev.headgate.server.store.lease;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headgate.core.snapshot.Accuracy;
import dev.headgate.core.snapshot.Consistency;
import dev.headgate.core.snapshot.MeterSource;
import dev.headgate.core.snapshot.PolicySnapshot;
import dev.headgate.core.snapshot.Rule;
import dev.headgate.core.time.Micros;
import dev.headgate.server.store.FarStore;
import dev.headgate.server.store.Limits;
import dev.headgate.server.store.Seeds;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What OPTIMISTIC promises (SEMANTICS 4), over up to six nodes in virtual time. */
@Tag("seeded")
class OptimisticPropertyTest {
  private static final long RUN = 20 * Micros.SECOND;
  private static final long END = Nodes.START + RUN;

  @Test
  void nodesAreOverByAtMostTheirBudgetsWhateverIsLost() {
    Seeds.check(
        6,
        random -> {
          int count = 1 + random.nextInt(6);
          Accuracy.Optimistic terms =
              new Accuracy.Optimistic(count, 1 + random.nextInt(1_000 / count));
          for (Limits limit : Limits.all(100 + random.nextInt(2_000))) {
            Nodes nodes = new Nodes(snapshot(limit, terms));
            int lost = random.nextInt(4);
            FarStore.Network network =
                () -> random.nextInt(10) < lost ? FarStore.Network.LOST : random.nextLong(40_000);
            for (int i = 0; i < Math.max(3, count); i++) {
              // The load is spread over three; fewer nodes stand in several places.
              nodes.all.add(
                  i < count
                      ? nodes.made(random.nextLong(-90, 91) * Micros.SECOND, network)
                      : nodes.all.get(0));
            }

            nodes.load(random, 3.0 * limit.amount() * Micros.SECOND / pace(limit), END);
            nodes.time.runUntil(END + Micros.SECOND);

            assertThat(nodes.granted.total()).as("%s is used", limit).isPositive();
            assertThat(limit.most().applyAsLong(nodes.granted))
                .as("%s, %s", limit, terms)
                .isLessThanOrEqualTo(limit.amount() + terms.overMost(limit.amount()));
          }
        });
  }

  @Test
  void whatWasOverIsRepaidFromTheNextWindow() {
    Seeds.check(
        6,
        random -> {
          Accuracy.Optimistic terms = new Accuracy.Optimistic(3, 300);
          Limits limit = Limits.all(500 + random.nextInt(2_000)).getFirst();
          Nodes nodes = new Nodes(snapshot(limit, terms));
          for (int i = 0; i < 3; i++) {
            nodes.add(0, () -> random.nextLong(40_000));
          }
          long windows = RUN / limit.window();

          nodes.load(random, 3.0 * limit.amount() * Micros.SECOND / pace(limit), END);
          nodes.time.runUntil(END);

          assertThat(limit.most().applyAsLong(nodes.granted))
              .as("%s is over now and then", limit)
              .isGreaterThan(limit.amount());
          assertThat(nodes.granted.total())
              .as("%s over %d windows", limit, windows)
              .isLessThanOrEqualTo(windows * limit.amount() + terms.overMost(limit.amount()));
        });
  }

  private static PolicySnapshot snapshot(Limits limit, Accuracy accuracy) {
    return PolicySnapshot.builder("optimistic")
        .rule(
            Rule.limit("limit", MeterSource.of(limit.meter()))
                .by("app")
                .consistency(Consistency.USUAL.accuracy(accuracy)))
        .build();
  }

  private static long pace(Limits limit) {
    return Math.min(limit.window(), RUN);
  }
}
