package dev.headgate.server.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headgate.server.gateway.Wire;
import dev.headgate.server.house.FaultRow;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Three nodes under a skewed load, killed and started again one after the other while they hold
 * leases, permits and reservations: one kill, or as many as fit into {@code
 * -Dheadgate.soak.seconds=N}.
 */
@Tag("seeded")
@Timeout(3_600)
class FleetKillJarTest {
  private static final System.Logger LOG = System.getLogger(FleetKillJarTest.class.getName());
  private static final int CALLERS = 24;
  private static final int CALLS_MAX = 600;
  private static final int KILLS_LEAST = 1;
  private static final int EXACT = 400;
  private static final int FAST = 250;
  private static final int RUNNING = 5;

  /** In an outage nothing is granted, so that what is granted is granted by the store. */
  private static final String POLICY =
      """
      settings: { storeBudget: 1s, reservationLife: 5s }
      operations:
        work: { on: "GET /work", price: 1 }
        run: { on: "GET /run", price: 1 }
      limits:
        exact: { per: tenant, window: EXACT per 2s, outage: { share: 0% } }
        fast:
          per: tenant
          when: operation.name == 'work'
          window: FAST per 2s
          accuracy: leased
          outage: { share: 0% }
        running:
          per: tenant
          when: operation.name == 'run'
          concurrent: { amount: RUNNING, lease: 5s }
          outage: { share: 0% }
      """
          .replace("EXACT", "" + EXACT)
          .replace("FAST", "" + FAST)
          .replace("RUNNING", "" + RUNNING);

  private final long seed = Long.getLong("headgate.seed", System.nanoTime());
  private final long until =
      System.nanoTime() + Duration.ofSeconds(Long.getLong("headgate.soak.seconds", 0)).toNanos();
  private final SplittableRandom random = new SplittableRandom(seed);
  private final Tally tally = new Tally();

  @TempDir Path folder;

  @Test
  void nodesThatAreKilledBringNoStrictAndNoLeasedLimitOver() throws Exception {
    try (Fleet fleet = new Fleet(folder, POLICY)) {
      int kills = 0;
      int mostRunning;
      try (Callers callers = new Callers(fleet.nodes(), tally, CALLERS, random.split())) {
        while (kills < KILLS_LEAST || System.nanoTime() < until) {
          FleetNode node = fleet.nodes().get(random.nextInt(Fleet.NODES));
          awaitAllowed(1 + random.nextInt(CALLS_MAX));
          node.kill();
          kills++;
          awaitAllowed(1 + random.nextInt(CALLS_MAX));
          node.start();
        }
        awaitAllowed(CALLS_MAX);
        mostRunning = callers.mostRunning();
      }
      String where = "-Dheadgate.seed=" + seed + ", " + kills + " kills: " + tally;
      LOG.log(System.Logger.Level.INFO, where);

      assertThat(tally.most("exact")).as(where).isBetween(EXACT / 2L, (long) EXACT);
      assertThat(tally.most("fast")).as(where).isBetween(FAST / 2L, (long) FAST);
      assertThat(mostRunning).as(where).isBetween(1, RUNNING);
      assertThat(tally.mostByShares("exact")).as(where).isZero();
      awaitPermits(fleet);
      new FaultRow(
              "node killed while it holds leases, permits and reservations",
              "no strict and no leased limit is over; permits come back after their lease",
              ("%d kills of three nodes under a load of 8 : 1 : 1: %s; at most %d of %d strict,"
                      + " %d of %d leased, %d of %d permits")
                  .formatted(
                      kills,
                      tally,
                      tally.most("exact"),
                      EXACT,
                      tally.most("fast"),
                      FAST,
                      mostRunning,
                      RUNNING),
              seed)
          .write();
    }
  }

  private void awaitAllowed(long more) throws IOException {
    long wanted = tally.allowed() + more;
    Awaited.until(() -> tally.allowed() >= wanted, () -> "-Dheadgate.seed=" + seed + ": " + tally);
  }

  /** Every node says that all permits of every tenant are there again. */
  private static void awaitPermits(Fleet fleet) throws IOException {
    for (FleetNode node : fleet.nodes()) {
      for (String tenant : Fleet.TENANTS) {
        Awaited.until(() -> permits(node, tenant) >= RUNNING - 1, () -> "permits of " + tenant);
      }
    }
  }

  /** What would remain after one more call. */
  private static long permits(FleetNode node, String tenant) throws IOException {
    try (Wire wire = node.connect()) {
      String text = FleetNode.ask(wire, "POST", "/v1/check", Callers.call(tenant, true)).text();
      List<Answered.Stand> stands = Answered.of(text).stands();
      return stands.stream()
          .filter(stand -> stand.rule().equals("running"))
          .mapToLong(Answered.Stand::remaining)
          .findFirst()
          .orElse(0);
    }
  }
}
