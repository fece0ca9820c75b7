package dev.headgate.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.headgate.simulator.mapping.Mapping;
import dev.headgate.simulator.replay.ReplayResult;
import dev.headgate.simulator.replay.ReplaySettings;
import dev.headgate.simulator.report.Names;
import dev.headgate.simulator.traffic.InputFile;
import dev.headgate.simulator.traffic.InputFiles;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class BadInputTest extends Replays {
  @Test
  void aClockThatJumpsBackBeyondTheWindowIsNamedAndTheAnswerIsPartial() throws Exception {
    String jump = CALLS + "2026-03-02T08:00:00Z,/a,tenant-a\n";

    Ran ran = run(policy(TEN_A_SECOND), null, logs(jump));

    assertThat(ran.result().decided()).isEqualTo(5);
    assertThat(ran.report().gaps())
        .singleElement()
        .asString()
        .contains("calls-0:7: earlier by more than the sort window of 60 s");
  }

  @Test
  void aFullDiskUnderTheListEndsTheReplayAndTheReportSaysSo() throws Exception {
    List<InputFile> files = logs(CALLS);
    OutputStream full =
        new OutputStream() {
          @Override
          public void write(int b) throws IOException {
            throw new IOException("No space left on device");
          }
        };
    Simulation simulation =
        new Simulation(
            new Simulation.Question(
                policy(TEN_A_SECOND),
                Simulation.usualMapping(files.getFirst()),
                ReplaySettings.USUAL),
            files,
            Names.plain(),
            new Simulation.ListTarget("list.csv", full));

    ReplayResult result = simulation.run();

    assertThat(result.end()).isEqualTo(ReplayResult.End.UNWRITABLE);
    assertThat(result.trouble()).isEqualTo("list.csv: No space left on device");
  }

  @Test
  void aStoppedReplayAnswersWhatItHasSoFar() throws Exception {
    List<InputFile> files = logs(CALLS);
    Simulation simulation =
        new Simulation(
            new Simulation.Question(
                policy(TEN_A_SECOND),
                Simulation.usualMapping(files.getFirst()),
                ReplaySettings.USUAL),
            files,
            Names.plain(),
            null);

    simulation.replay().stop();
    ReplayResult result = simulation.run();

    assertThat(result.end()).isEqualTo(ReplayResult.End.STOPPED);
    assertThat(result.decided()).isZero();
  }

  @Test
  void anEmptyLogIsRefusedWithItsName() throws Exception {
    List<InputFile> files = logs("");

    assertThatThrownBy(() -> Simulation.usualMapping(files.getFirst()))
        .hasMessageContaining("calls-0:1: no known format");
  }

  @Test
  void linesOfAnotherFormatAreCountedAndNamedAndTheAnswerIsPartial() throws Exception {
    String mixed = CALLS + "{\"time\": 1}\n".repeat(3) + "2026-03-02T09:02:00Z,/a,tenant-a\n";

    Ran ran = run(policy(TEN_A_SECOND), null, logs(mixed));

    assertThat(ran.result().decided()).isEqualTo(6);
    assertThat(ran.result().reading().unreadable().count()).isEqualTo(3);
    assertThat(ran.report().gaps())
        .singleElement()
        .asString()
        .contains("3 of 9 lines cannot be read", "calls-0:7: 1 cells (expected: 3,");
  }

  @Test
  void aColumnOfTheMappingThatNoJsonLineHasIsAProblemWithItsPlace() throws Exception {
    Mapping mapping = mapping("time: time\ncall: { path: path }\ncaller: { tenant: tennant }\n");
    String calls = "{\"time\": 1772442000, \"path\": \"/a\", \"tenant\": \"tenant-a\"}\n";

    Ran ran = run(policy("limits: { all: { window: 9 per minute } }\n"), mapping, logs(calls));

    assertThat(ran.result().reading().problems())
        .singleElement()
        .asString()
        .contains("mapping.yaml:3:19", "\"tennant\"", "did you mean \"tenant\"?");
  }

  @Test
  void aFileThatBreaksOffIsNamedAndTheRestIsAnswered() throws Exception {
    byte[] whole =
        packed("time,path,tenant\n" + "2026-03-02T09:00:00Z,/a,tenant-a\n".repeat(200_000));
    Path cut = folder.resolve("calls.gz");
    Files.write(cut, Arrays.copyOf(whole, whole.length / 2));

    Ran ran = run(policy(TEN_A_SECOND), null, InputFiles.of(List.of(cut.toString()), System.in));

    assertThat(ran.result().decided()).isGreaterThan(1_000);
    assertThat(ran.report().gaps())
        .singleElement()
        .asString()
        .matches(".*calls\\.gz:\\d+: ends in the middle of its compressed data");
  }

  private static byte[] packed(String text) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (OutputStream out = new java.util.zip.GZIPOutputStream(bytes)) {
      out.write(text.getBytes(StandardCharsets.UTF_8));
    }
    return bytes.toByteArray();
  }
}
