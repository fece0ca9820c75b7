package dev.headgate.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Replays in a process of the built jar: signals, a full disk, and the guide's own lines. */
@Timeout(180)
class SimulateJarTest {
  private static final Path ROOT =
      Path.of(Objects.requireNonNull(System.getProperty("headgate.root", "..")));

  private static final Pattern SHELL = Pattern.compile("(?ms)^```sh\n(.*?)^```");
  private static final Pattern YAML = Pattern.compile("(?ms)^```yaml (policy|mapping)\n(.*?)^```");

  private static final DateTimeFormatter STAMP =
      DateTimeFormatter.ofPattern("dd/MMM/yyyy:HH:mm:ss Z", Locale.ROOT).withZone(ZoneOffset.UTC);

  private static final Instant BEGIN = Instant.parse("2026-05-17T10:00:00Z");

  @TempDir Path folder;

  /** Of a stream that never ends, whatever the signal. */
  @ParameterizedTest
  @CsvSource({"INT, 130", "TERM, 143"})
  void aSignalGivesTheReportSoFarMarked(String signal, int code) throws Exception {
    policy("limits: { per-address: { window: 2 per minute, per: address } }\n");
    // Whoever runs the tests in the background has SIGINT ignored, which processes inherit.
    List<String> heeding = List.of("env", "--default-signal=INT");
    Process process = started(heeding, "simulate", "--policy", "policy.yaml", "--progress", "-");
    try (Writer log = process.outputWriter(StandardCharsets.UTF_8);
        BufferedReader progress = process.errorReader(StandardCharsets.UTF_8)) {
      log.write(log(6_000));
      log.flush();
      awaitCalls(progress);

      Shell.run("kill -" + signal + " " + process.pid());

      String report = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(report)
          .startsWith("PARTIAL: it was stopped before the end\n")
          .containsPattern("[1-6],\\d{3} lines of 1 file, [1-6],\\d{3} calls replayed")
          .containsPattern("refused +[1-9][\\d,]* of [\\d,]+ calls")
          .contains("repeat     headgate simulate --policy policy.yaml --progress -");
      assertThat(exitCode(process)).isEqualTo(code);
    } finally {
      process.destroyForcibly();
    }
  }

  /** Until the line of progress says that calls were decided; it is written over and over. */
  private static void awaitCalls(BufferedReader progress) throws IOException {
    StringBuilder said = new StringBuilder();
    Pattern some = Pattern.compile("[1-9][\\d,]* calls, ");
    while (!some.matcher(said).find()) {
      int next = progress.read();
      assertThat(next).as("the process ended after: %s", said).isNotNegative();
      said.append((char) next);
    }
  }

  @Test
  void aFullDiskUnderTheSpoolIsSaidWithWhatIsNeededAndTheAnswerIsMarked() throws Exception {
    policy("limits: { per-address: { bucket: 20 per minute, per: address } }\n");
    Files.writeString(folder.resolve("access.log"), log(30_000));

    Process process =
        started(
            List.of("sh", "-c", "ulimit -f 400; exec \"$@\"", "limited"),
            "compare",
            "--policy",
            "policy.yaml",
            "--search",
            "per-address",
            "--spool",
            folder.toString(),
            "access.log");

    String report = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    String notes = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(exitCode(process)).as(notes).isEqualTo(1);
    assertThat(report)
        .containsPattern(
            "PARTIAL: spool in .*: File too large after [1-9][\\d,]* calls \\(0\\.\\d MB\\);"
                + " about \\d+\\.\\d MB are needed")
        .containsPattern("answer +[\\d,]+ requests: .* never limited");
    assertThat(notes).contains("choose a folder with more room: --spool FOLDER");
    try (var files = Files.list(folder)) {
      assertThat(files).noneMatch(file -> file.toString().endsWith(".spool"));
    }
  }

  @Test
  void everyLineOfTheGuideDoesWhatTheGuideSays() throws Exception {
    String guide = Files.readString(ROOT.resolve("docs/guides/simulate.md"));
    List<MatchResult> documents = YAML.matcher(guide).results().toList();
    policy(documents.getFirst().group(2));
    Files.writeString(
        folder.resolve("loose.yaml"), documents.getFirst().group(2).replace("20", "40"));
    Files.writeString(folder.resolve("mapping.yaml"), documents.getLast().group(2));
    Files.writeString(folder.resolve("access.log"), log(3_000));
    try (OutputStream packed =
        new GZIPOutputStream(Files.newOutputStream(folder.resolve("2026-05-01.gz")))) {
      packed.write(calls(400).getBytes(StandardCharsets.UTF_8));
    }
    List<String> blocks = SHELL.matcher(guide).results().map(one -> one.group(1)).toList();
    assertThat(blocks).hasSizeGreaterThanOrEqualTo(6);

    List<String> outputs = new ArrayList<>();
    for (String block : blocks) {
      outputs.add(Shell.run("cd '" + folder + "'; set -e\n" + alias() + block));
    }

    assertThat(outputs.getFirst()).contains("3,000 lines of 1 file, 3,000 calls replayed");
    assertThat(outputs.get(1)).containsPattern("^[1-9]\\d* hours with refusals\n$");
    assertThat(outputs.get(2)).containsPattern("\n +A +B\n");
    assertThat(outputs.get(3)).containsPattern("\n +A +A x2 +A x10\n");
    assertThat(outputs.get(4)).containsPattern("answer +[\\d,]+ requests: (99|100)\\.\\d\\d% of");
    assertThat(outputs.getLast()).contains("400 lines of 1 file, 400 calls replayed");
  }

  /** What the shell takes for {@code headgate}. */
  private static String alias() {
    return "headgate() { '" + String.join("' '", HeadgateProcess.command()) + "' \"$@\"; }\n";
  }

  private void policy(String text) throws IOException {
    Files.writeString(folder.resolve("policy.yaml"), text);
  }

  private Process started(List<String> before, String... arguments) throws IOException {
    List<String> command = new ArrayList<>(before);
    command.addAll(HeadgateProcess.command());
    command.addAll(List.of(arguments));
    return new ProcessBuilder(command).directory(folder.toFile()).start();
  }

  private static int exitCode(Process process) throws InterruptedException {
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    return process.exitValue();
  }

  /** Four calls a second, most of them from few addresses, in combined format. */
  private static String log(int calls) {
    SplittableRandom random = new SplittableRandom(9);
    StringBuilder log = new StringBuilder();
    for (int i = 0; i < calls; i++) {
      int address = Math.min(random.nextInt(60), random.nextInt(60) / (1 + random.nextInt(9)));
      log.append("192.0.2.").append(address).append(" - - [");
      log.append(STAMP.format(BEGIN.plusSeconds(i / 4))).append("] \"GET /items/").append(i);
      log.append(" HTTP/1.1\" 200 512 \"-\" \"agent\"\n");
    }
    return log.toString();
  }

  /** The same as JSON lines with the columns of the guide's mapping. */
  private static String calls(int calls) {
    StringBuilder log = new StringBuilder();
    for (int i = 0; i < calls; i++) {
      Map<String, Object> call =
          Map.of(
              "time",
              BEGIN.plusSeconds(i).toString(),
              "method",
              "GET",
              "path",
              "/items/" + i,
              "status",
              200,
              "duration",
              12,
              "tenant",
              "tenant-" + i % 7,
              "app",
              "app-" + i % 3,
              "points",
              1 + i % 4);
      log.append(Json.of(call).replaceAll("\\s*\n\\s*", "")).append('\n');
    }
    return log.toString();
  }
}
