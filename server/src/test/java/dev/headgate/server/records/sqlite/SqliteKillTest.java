package dev.headgate.server.records.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headgate.core.time.Micros;
import dev.headgate.server.admin.AuditEntry;
import dev.headgate.server.house.FaultRow;
import dev.headgate.server.records.Records;
import dev.headgate.server.records.RecordsUrl;
import dev.headgate.server.records.UsageRecords.Part;
import dev.headgate.server.records.UsageRecords.Span;
import java.io.BufferedReader;
import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real process that is killed in the midst of its appends, over and over on one file. */
@Tag("seeded")
@Tag("raced")
@Tag("fault")
class SqliteKillTest {
  private static final int KILLS = 3;
  private static final int LINES_MAX = 400;

  @TempDir Path folder;

  private final long seed = Long.getLong("headgate.seed", System.nanoTime());
  private final int kills = KILLS * Integer.getInteger("headgate.seeds", 1);
  private final Set<String> acknowledged = new HashSet<>();
  private long used;

  @Test
  void aKilledProcessLosesNothingThatItAcknowledged() throws Exception {
    SplittableRandom random = new SplittableRandom(seed);
    RecordsUrl.Sqlite url = new RecordsUrl.Sqlite(folder.resolve("records.db"));
    for (int kill = 1; kill <= kills; kill++) {
      used += killed(url.file(), "run-" + kill, 1 + random.nextInt(LINES_MAX));
      try (Records records = SqliteRecords.open(url)) {
        check(records, kill);
      }
    }
    new FaultRow(
            "process with records in a file killed",
            "nothing acknowledged is lost, nothing counts twice, numbers have no gap",
            kills
                + " kills, "
                + acknowledged.size()
                + " appends and "
                + used
                + " batches acknowledged, 0 lost",
            seed)
        .write();
  }

  private void check(Records records, int kill) {
    List<AuditEntry> log = records.audit().newest(1_000_000);
    List<String> ids = log.stream().map(entry -> entry.details().getOrDefault("id", "")).toList();
    long points =
        records.usage().read(new Span(0, Micros.NEVER), EnumSet.noneOf(Part.class), 1).stream()
            .mapToLong(line -> line.sums().points())
            .sum();

    assertThat(ids).as("seed %d", seed).doesNotHaveDuplicates().containsAll(acknowledged);
    assertThat(log)
        .extracting(AuditEntry::number)
        .isEqualTo(
            LongStream.rangeClosed(1, log.size()).map(i -> log.size() + 1 - i).boxed().toList());
    assertThat(points).as("seed %d: one batch may be under way", seed).isBetween(used, used + kill);
  }

  /** Kills a process after so many lines; how many batches it said were added. */
  private long killed(Path file, String run, int lines) throws Exception {
    String path =
        String.join(
            File.pathSeparator,
            System.getProperty("surefire.test.class.path", ""),
            System.getProperty("java.class.path"));
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                path,
                AppendingProcess.class.getName(),
                file.toString(),
                run)
            .redirectError(folder.resolve("errors").toFile())
            .start();
    long batches = 0;
    try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
      int read = 0;
      for (String line = out.readLine(); line != null; line = out.readLine()) {
        if (++read == lines) {
          // The process itself would close what is still to be read.
          process.toHandle().destroyForcibly();
        }
        if (line.startsWith("usage ")) {
          batches = Long.parseLong(line.substring("usage ".length()));
        } else {
          acknowledged.add(line.substring("audit ".length()));
        }
      }
      assertThat(read).as("seed %d: lines before it ended", seed).isGreaterThanOrEqualTo(lines);
    } finally {
      process.destroyForcibly();
      assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    }
    return batches;
  }
}
