package dev.headgate.server.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headgate.server.gateway.Wire;
import dev.headgate.server.house.FaultRow;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Three nodes under a skewed load whose store is paused, killed, or cut off from one of them, for
 * {@code -Dheadgate.faults.seconds=N} (2). With {@code -Dheadgate.faults.namespaces=true} the
 * network is one of Linux's namespaces, else a relay that swallows what passes.
 */
@Tag("seeded")
@Timeout(1_200)
class StoreFaultsJarTest {
  private static final System.Logger LOG = System.getLogger(StoreFaultsJarTest.class.getName());
  private static final int CALLERS = 12;
  private static final int UNDISTURBED = 200;
  private static final int EXACT = 200;
  private static final int FAST = 120;

  /** What one node grants by itself: 30 % of the amount. */
  private static final int EXACT_SHARE = EXACT * 3 / 10;

  private static final int RUNNING = 10;
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final String POLICY =
      """
      settings: { storeBudget: 100ms, reservationLife: 4s }
      operations:
        work: { on: "GET /work", price: 1 }
        run: { on: "GET /run", price: 1 }
      limits:
        exact: { per: tenant, window: EXACT per 2s }
        fast:
          per: tenant
          when: operation.name == 'work'
          window: FAST per 2s
          accuracy: leased
        running:
          per: tenant
          when: operation.name == 'run'
          concurrent: { amount: RUNNING, lease: 4s }
      """
          .replace("EXACT", "" + EXACT)
          .replace("FAST", "" + FAST)
          .replace("RUNNING", "" + RUNNING);

  private final long seed = Long.getLong("headgate.seed", System.nanoTime());
  private final long faultNanos =
      Duration.ofSeconds(Long.getLong("headgate.faults.seconds", 2)).toNanos();
  private final Tally tally = new Tally();

  @TempDir Path folder;

  /** What a fault did: how long answers took, and how long it took to be back. */
  private record Harm(long medianMicros, long p99Micros, long backMillis) {}

  @Test
  void aStoreThatIsPausedIsDoneWithoutAndIsAskedAgainOnceItAnswers() throws Exception {
    try (Fleet fleet = new Fleet(folder, POLICY)) {
      Harm harm = harm(fleet, fleet.nodes(), fleet.redis()::pause, fleet.redis()::resume);

      grantedAtMost(Fleet.NODES);
      write("Redis paused", "three nodes", harm, Fleet.NODES);
    }
  }

  @Test
  void aStoreThatIsKilledAndComesBackEmptyIsMetAnew() throws Exception {
    try (Fleet fleet = new Fleet(folder, POLICY)) {
      Harm harm = harm(fleet, fleet.nodes(), fleet.redis()::kill, fleet.redis()::restart);

      grantedAtMost(Fleet.NODES);
      write("Redis killed and back empty", "three nodes", harm, Fleet.NODES);
    }
  }

  @Test
  void aNodeThatIsCutOffFromTheStoreGrantsItsShareAndTheOthersGoOn() throws Exception {
    boolean namespaces = Boolean.getBoolean("headgate.faults.namespaces");
    try (Fleet fleet =
        namespaces ? Fleet.inNamespaces(folder, POLICY) : new Fleet(folder, POLICY)) {
      FleetNode cut = fleet.nodes().getFirst();
      Harm harm = harm(fleet, List.of(cut), cut.way()::cut, cut.way()::heal);

      grantedAtMost(1);
      String how = namespaces ? "a network namespace" : "a relay that swallows all";
      write("network cut between a node and Redis", how, harm, 1);
    }
  }

  private Harm harm(Fleet fleet, List<FleetNode> harmed, Runnable fault, Runnable remedy)
      throws Exception {
    SplittableRandom random = new SplittableRandom(seed);
    try (Callers callers = new Callers(fleet.nodes(), tally, CALLERS, random)) {
      await("undisturbed", () -> tally.allowed() >= UNDISTURBED);
      callers.latencies();
      long before = tally.reduced();
      long until = System.nanoTime() + faultNanos;
      fault.run();
      await("without the store", () -> tally.reduced() > before && System.nanoTime() > until);
      List<Long> took = callers.latencies();
      long healed = System.nanoTime();
      remedy.run();
      for (FleetNode node : harmed) {
        await("back", () -> asksItsStore(node));
      }
      long back = System.nanoTime() - healed;
      for (FleetNode node : harmed) {
        await("settled", () -> node.metric("headgate_settlements_waiting") == 0);
      }
      assertThat(callers.mostRunning()).as("running").isPositive();
      return new Harm(
          took.get(took.size() / 2) / 1_000,
          took.get(took.size() * 99 / 100) / 1_000,
          TimeUnit.NANOSECONDS.toMillis(back));
    } finally {
      LOG.log(System.Logger.Level.INFO, "-Dheadgate.seed={0}: {1}", Long.toString(seed), tally);
    }
  }

  /** The store grants an amount, and beside it each node that does without it grants its share. */
  private void grantedAtMost(int nodes) {
    String where = "-Dheadgate.seed=" + seed + ": " + tally;
    assertThat(tally.most("exact")).as(where).isBetween(1L, (long) EXACT);
    assertThat(tally.most("fast")).as(where).isBetween(1L, (long) FAST);
    assertThat(tally.mostByShares("exact")).as(where).isBetween(1L, (long) nodes * EXACT_SHARE);
  }

  private void write(String fault, String how, Harm harm, int nodes) {
    new FaultRow(
            fault,
            "the store grants its amounts, each node without it at most its share of 30 %; all is"
                + " settled and asked again by itself",
            ("%d s, %s: at most %d of %d by the store and %d of %d by shares in one window;"
                    + " answers took"
                    + " %.1f ms (median), %.1f ms (99 %%); back after %.1f s")
                .formatted(
                    TimeUnit.NANOSECONDS.toSeconds(faultNanos),
                    how,
                    tally.most("exact"),
                    EXACT,
                    tally.mostByShares("exact"),
                    nodes * EXACT_SHARE,
                    harm.medianMicros() / 1e3,
                    harm.p99Micros() / 1e3,
                    harm.backMillis() / 1e3),
            seed)
        .write();
  }

  private void await(String what, Awaited.Condition condition) throws IOException {
    Awaited.until(
        PATIENCE.plusNanos(faultNanos),
        condition,
        () -> what + ", -Dheadgate.seed=" + seed + ": " + tally);
  }

  /** Whether a node decides by its store and lets somebody pass. */
  private static boolean asksItsStore(FleetNode node) throws IOException {
    try (Wire wire = node.connect()) {
      String call = Callers.call("tenant-c", false);
      Answered answer = Answered.of(FleetNode.ask(wire, "POST", "/v1/decide", call).text());
      return answer.allowed() && !answer.reduced();
    }
  }
}
