package dev.headgate.server.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headgate.server.cli.HeadgateProcess;
import dev.headgate.server.store.redis.RedisServer;
import io.lettuce.core.RedisClient;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Nodes of two versions, whose functions in Redis differ, serve side by side under load. */
@Tag("seeded")
@Timeout(600)
class RollingUpgradeJarTest {
  private static final String FUNCTION = "dev/headgate/server/store/redis/counters-1-step.lua";
  private static final int CALLERS = 8;
  private static final int CALLS = 150;
  private static final int EXACT = 200;
  private static final int RUNNING = 5;
  private static final String POLICY =
      """
      settings: { storeBudget: 1s }
      operations:
        work: { on: "GET /work", price: 1 }
        run: { on: "GET /run", price: 1 }
      limits:
        exact: { per: tenant, window: EXACT per 2s, outage: { share: 0% } }
        running:
          per: tenant
          when: operation.name == 'run'
          concurrent: { amount: RUNNING, lease: 30s }
          outage: { share: 0% }
      """
          .replace("EXACT", "" + EXACT)
          .replace("RUNNING", "" + RUNNING);

  private final long seed = Long.getLong("headgate.seed", System.nanoTime());
  private final Tally tally = new Tally();

  @TempDir Path folder;

  @Test
  void nodesAreUpgradedOneByOneAndCountTogetherAllTheWay() throws Exception {
    Path next = nextVersion();
    try (Fleet fleet = new Fleet(folder, POLICY)) {
      int mostRunning;
      try (Callers callers =
          new Callers(fleet.nodes(), tally, CALLERS, new SplittableRandom(seed))) {
        for (FleetNode node : fleet.nodes()) {
          awaitAllowed();
          node.upgrade(next);
        }
        awaitAllowed();
        mostRunning = callers.mostRunning();
      }
      String where = "-Dheadgate.seed=" + seed + ": " + tally;

      assertThat(tally.most("exact")).as(where).isBetween(1L, (long) EXACT);
      assertThat(mostRunning).as(where).isBetween(1, RUNNING);
      assertThat(functions(fleet.redis())).as(where).isEqualTo(2);
    }
  }

  /** The built jar with another text of the function, as a later version has one. */
  private Path nextVersion() throws IOException {
    Path next = Files.copy(HeadgateProcess.jar(), folder.resolve("next.jar"));
    try (FileSystem jar = FileSystems.newFileSystem(next);
        InputStream function = getClass().getClassLoader().getResourceAsStream(FUNCTION)) {
      assertThat(function).as(FUNCTION).isNotNull();
      String text = new String(function.readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
      Path entry = jar.getPath(FUNCTION);
      Files.createDirectories(entry.getParent());
      Files.writeString(entry, text + "-- another version\n");
    }
    return next;
  }

  private void awaitAllowed() throws IOException {
    long wanted = tally.allowed() + CALLS;
    Awaited.until(() -> tally.allowed() >= wanted, () -> "-Dheadgate.seed=" + seed + ": " + tally);
  }

  private static int functions(RedisServer redis) {
    try (RedisClient client = RedisClient.create(redis.uri())) {
      return client.connect().sync().functionList().size();
    }
  }
}
