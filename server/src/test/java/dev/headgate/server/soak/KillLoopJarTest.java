package dev.headgate.server.soak;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headgate.server.gateway.Wire;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A process of the built jar under load from an upstream with every fault, ended by SIGTERM and
 * SIGKILL in turn at seeded points and started again. Two rounds, or as many as fit into {@code
 * -Dheadgate.soak.seconds=N}.
 */
@Tag("seeded")
class KillLoopJarTest {
  private static final System.Logger LOG = System.getLogger(KillLoopJarTest.class.getName());
  private static final int CALLS_MAX = 600;
  private static final long NANOS_PER_SECOND = 1_000_000_000L;
  private static final String CHECK =
      "{\"method\":\"GET\",\"path\":\"/NONE/1\","
          + "\"caller\":{\"tenant\":\"tenant-a\",\"app\":\"app-1\"}}";
  private static final String ALL_PERMITS = "\"remaining\":" + Served.PERMITS + ",";

  private final long seed = Long.getLong("headgate.seed", System.nanoTime());
  private final long until =
      System.nanoTime() + Long.getLong("headgate.soak.seconds", 0L) * NANOS_PER_SECOND;
  private final Map<String, Integer> ends = new TreeMap<>();

  @TempDir Path folder;

  @Test
  void noEndLosesAnAnswerAndNoFaultWedgesTheGateway() throws Exception {
    try (FaultyUpstream upstream = new FaultyUpstream();
        Served served = new Served(folder, upstream.port())) {
      int round = 0;
      while (round < 2 || System.nanoTime() < until) {
        round(++round, served, upstream);
      }
      LOG.log(System.Logger.Level.INFO, "%d rounds, seed %d: %s".formatted(round, seed, ends));
    }
  }

  private void round(int number, Served served, FaultyUpstream upstream) throws Exception {
    SplittableRandom random = new SplittableRandom(seed + number);
    try {
      undisturbed(served, random);
      upstream.takeAnswered();
      if (number % 2 == 1) {
        terminated(served, upstream, random);
      } else {
        killed(served, random);
      }
      long began = System.nanoTime();
      served.restart();
      long millis = (System.nanoTime() - began) / 1_000_000;
      LOG.log(
          System.Logger.Level.INFO,
          "round %d, seed %d: serves again after %d ms; so far %s"
              .formatted(number, seed, millis, ends));
    } catch (AssertionError failed) {
      throw new AssertionError("-Dheadgate.seed=" + seed + ", round " + number, failed);
    }
  }

  /** Every call ends as its fault says, and afterwards no permit is missing. */
  private void undisturbed(Served served, SplittableRandom random) throws Exception {
    Load load = new Load(served, random.split());
    load.await(1 + random.nextInt(CALLS_MAX));
    List<Call> calls = load.stop();

    count("undisturbed", calls);
    assertThat(calls).allMatch(Call::isFine);
    awaitAllPermits(served);
  }

  /** Whatever the upstream answered whole reaches its caller; the rest ends cleanly. */
  private void terminated(Served served, FaultyUpstream upstream, SplittableRandom random)
      throws Exception {
    Load load = new Load(served, random.split());
    load.await(1 + random.nextInt(CALLS_MAX));
    int exit = served.end();
    List<Call> calls = load.stop();

    count("sigterm", calls);
    assertThat(exit).as("exit code after SIGTERM").isEqualTo(143);
    assertThat(calls).allMatch(Call::isCleanWhileEnding);
    Set<String> heard =
        calls.stream()
            .filter(call -> call.status() == 200)
            .map(Call::id)
            .collect(Collectors.toSet());
    assertThat(upstream.takeAnswered()).as("answered, and not heard").allMatch(heard::contains);
  }

  /** Callers are cut off at most; none waits for an answer that never comes. */
  private void killed(Served served, SplittableRandom random) throws Exception {
    Load load = new Load(served, random.split());
    load.await(1 + random.nextInt(CALLS_MAX));
    int exit = served.kill();
    List<Call> calls = load.stop();

    count("sigkill", calls);
    assertThat(exit).as("exit code after SIGKILL").isEqualTo(137);
    assertThat(calls).noneMatch(call -> call.status() == Call.STUCK);
  }

  private void count(String phase, List<Call> calls) {
    Map<String, Integer> own = new HashMap<>();
    calls.forEach(call -> own.merge(phase + " " + call.status(), 1, Integer::sum));
    own.forEach((end, count) -> ends.merge(end, count, Integer::sum));
  }

  /** Each try waits for a whole exchange, so that this does not spin. */
  private static void awaitAllPermits(Served served) throws IOException {
    long deadline = System.nanoTime() + 20 * NANOS_PER_SECOND;
    try (Wire wire = served.toApi()) {
      String standing = "";
      while (!standing.contains(ALL_PERMITS)) {
        assertThat(System.nanoTime()).as("permits: " + standing).isLessThan(deadline);
        standing = wire.write(Served.post("/v1/check", CHECK)).read().text();
      }
    }
  }
}
