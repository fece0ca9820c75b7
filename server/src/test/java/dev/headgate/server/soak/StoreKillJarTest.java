package dev.headgate.server.soak;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headgate.server.gateway.Wire;
import dev.headgate.server.house.FaultRow;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A process with its counters in a file, killed under load again and again: {@code
 * -Dheadgate.soak.kills=N}. What it said was safe is there after the restart, counters and
 * reservations tell of one instant, and what is missing came after that.
 */
@Tag("seeded")
@Timeout(3_600)
class StoreKillJarTest {
  private static final System.Logger LOG = System.getLogger(StoreKillJarTest.class.getName());
  private static final int KILLS = Integer.getInteger("headgate.soak.kills", 2);
  private static final int CALLERS = 4;
  private static final int CALLS_MAX = 400;
  private static final int PATIENCE_SECONDS = 120;
  private static final String CALL =
      "{\"operation\":\"work\",\"held\":true,"
          + "\"caller\":{\"tenant\":\"tenant-a\",\"app\":\"app-1\"}}";
  private static final Pattern ID = Pattern.compile("\"reservation\":\\{\"id\":\"([^\"]+)\"");
  private static final Pattern LEFT = Pattern.compile("\"remaining\":(\\d+)");
  private static final Pattern UNWRITTEN =
      Pattern.compile("(?m)^headgate_store_unwritten_seconds (\\S+)$");

  /** A call that was answered: its reservation, and when the answer was here. */
  private record Acknowledged(String id, long nanos) {}

  /** What the process said of itself before it was killed. */
  private record Said(long safeUpToNanos) {}

  private final long seed = Long.getLong("headgate.seed", System.nanoTime());
  private final SplittableRandom random = new SplittableRandom(seed);
  private long acknowledged;
  private long missing;

  @TempDir Path folder;

  @Test
  void killedAgainAndAgainItLosesNothingThatItSaidWasSafe() throws Exception {
    try (Durable server = new Durable(folder)) {
      long usedBefore = 0;
      for (int kill = 1; kill <= KILLS; kill++) {
        usedBefore = round(server, kill, usedBefore);
      }
    }
    LOG.log(
        System.Logger.Level.INFO,
        "%d kills, seed %d: %d answers, %d of them lost"
            .formatted(KILLS, seed, acknowledged, missing));
    new FaultRow(
            "process with counters in a file killed",
            "nothing that was said to be safe is lost; counters and reservations agree",
            "%d kills under %d callers: of %d answers %d lost, none that was said to be safe"
                .formatted(KILLS, CALLERS, acknowledged, missing),
            seed)
        .write();
  }

  private long round(Durable server, int kill, long usedBefore) throws Exception {
    Queue<Acknowledged> answers = new ConcurrentLinkedQueue<>();
    Said said = load(server, answers);
    server.restart();
    String where = "-Dheadgate.seed=" + seed + ", kill " + kill;
    try (Wire wire = server.connect()) {
      List<String> found = new ArrayList<>();
      for (Acknowledged answer : answers) {
        boolean known = reservation(wire, answer.id()).status() == 200;
        if (known) {
          found.add(answer.id());
        } else {
          assertThat(answer.nanos()).as(where).isGreaterThan(said.safeUpToNanos());
        }
      }
      long used = used(wire);
      // A call that was cut off by the kill may have been decided and written.
      long counted = (used - usedBefore) / Durable.COST;
      assertThat(counted).as(where).isBetween((long) found.size(), found.size() + (long) CALLERS);
      long lost = answers.size() - (long) found.size();
      acknowledged += answers.size();
      missing += lost;
      return released(wire, where, found, used);
    }
  }

  /** Gives some reservations back by their ids, which only the file can have known. */
  private long released(Wire wire, String where, List<String> found, long used) throws IOException {
    int count = Math.min(found.size(), random.nextInt(5));
    for (String id : found.subList(0, count)) {
      String body = "{\"reservation\":\"" + id + "\"}";
      assertThat(Durable.ask(wire, "POST", "/v1/release", body).status()).as(where).isEqualTo(200);
    }
    long after = used(wire);
    assertThat(after).as(where).isEqualTo(used - (long) count * Durable.COST);
    return after;
  }

  /** Calls until a seeded number is answered, asks what is safe, goes on a little, and kills. */
  private Said load(Durable server, Queue<Acknowledged> answers) throws Exception {
    Semaphore ended = new Semaphore(0);
    List<Thread> callers = new ArrayList<>();
    for (int i = 0; i < CALLERS; i++) {
      callers.add(Thread.ofVirtual().start(() -> call(server, answers, ended)));
    }
    await(ended, 50 + random.nextInt(CALLS_MAX));
    Said said = said(server);
    await(ended, 1 + random.nextInt(CALLS_MAX));
    server.kill();
    for (Thread caller : callers) {
      caller.join();
    }
    return said;
  }

  private static void await(Semaphore ended, int count) throws InterruptedException {
    assertThat(ended.tryAcquire(count, PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
  }

  private static void call(Durable server, Queue<Acknowledged> answers, Semaphore ended) {
    try (Wire wire = server.connect()) {
      while (true) {
        Wire.Message answer = Durable.ask(wire, "POST", "/v1/decide", CALL);
        Matcher id = ID.matcher(answer.text());
        if (!id.find()) {
          return;
        }
        answers.add(new Acknowledged(id.group(1), System.nanoTime()));
        ended.release();
      }
    } catch (IOException killed) {
      // the process was killed: what was answered before is what counts
    }
  }

  /** Everything answered before the question, less the age of what is unwritten, is safe. */
  private static Said said(Durable server) throws IOException {
    long asked = System.nanoTime();
    try (Wire wire = server.connect()) {
      String metrics = Durable.ask(wire, "GET", "/metrics", "").text();
      Matcher unwritten = UNWRITTEN.matcher(metrics);
      assertThat(unwritten.find()).as(metrics).isTrue();
      return new Said(asked - (long) (Double.parseDouble(unwritten.group(1)) * 1e9));
    }
  }

  private static Wire.Message reservation(Wire wire, String id) throws IOException {
    return Durable.ask(wire, "GET", "/v1/reservations/" + id, "");
  }

  private static long used(Wire wire) throws IOException {
    String answer = Durable.ask(wire, "POST", "/v1/check", CALL).text();
    Matcher left = LEFT.matcher(answer);
    assertThat(left.find()).as(answer).isTrue();
    return Durable.AMOUNT - Long.parseLong(left.group(1));
  }
}
