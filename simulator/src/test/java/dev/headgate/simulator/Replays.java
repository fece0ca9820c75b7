package dev.headgate.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headgate.policy.Policy;
import dev.headgate.policy.PolicyLoad;
import dev.headgate.policy.PolicyLoader;
import dev.headgate.policy.problem.Problems;
import dev.headgate.simulator.mapping.Mapping;
import dev.headgate.simulator.mapping.MappingReader;
import dev.headgate.simulator.replay.ReplayResult;
import dev.headgate.simulator.replay.ReplaySettings;
import dev.headgate.simulator.report.Names;
import dev.headgate.simulator.report.Report;
import dev.headgate.simulator.report.ReportHead;
import dev.headgate.simulator.traffic.InputFile;
import dev.headgate.simulator.traffic.InputFiles;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.io.TempDir;

/** Small logs replayed: what the tests of replays share. */
abstract class Replays {
  static final String TEN_A_SECOND = "limits: { rate: { window: 2 per minute, per: tenant } }\n";

  static final String CALLS =
      """
      time,path,tenant
      2026-03-02T09:00:00Z,/a,tenant-a
      2026-03-02T09:00:01Z,/a,tenant-a
      2026-03-02T09:00:02Z,/a,tenant-b
      2026-03-02T09:00:03Z,/a,tenant-a
      2026-03-02T09:01:00Z,/a,tenant-a
      """;

  @TempDir Path folder;

  /** What a replay gave. */
  record Ran(ReplayResult result, Simulation simulation, String list, Report report) {
    List<String> verdicts() {
      return list.lines().skip(1).map(line -> line.substring(line.indexOf(',') + 1)).toList();
    }
  }

  static Policy policy(String text) {
    if (PolicyLoader.loadText("policy.yaml", text) instanceof PolicyLoad.Loaded loaded) {
      return loaded.policy();
    }
    throw new AssertionError(PolicyLoader.loadText("policy.yaml", text).toString());
  }

  Mapping mapping(String text) throws IOException {
    Problems problems = new Problems();
    Path file = Files.writeString(folder.resolve("mapping.yaml"), text);
    Mapping mapping = MappingReader.read(file, problems);
    assertThat(problems.problems()).isEmpty();
    if (mapping == null) {
      throw new AssertionError("no mapping and no problem");
    }
    return mapping;
  }

  List<InputFile> logs(String... texts) throws IOException {
    List<String> names = new ArrayList<>();
    for (int i = 0; i < texts.length; i++) {
      names.add(Files.writeString(folder.resolve("calls-" + i), texts[i]).toString());
    }
    return InputFiles.of(names, System.in);
  }

  static Ran run(Policy policy, @Nullable Mapping mapping, List<InputFile> files)
      throws IOException, InterruptedException {
    return run(policy, mapping, files, Names.plain());
  }

  static Ran run(Policy policy, @Nullable Mapping mapping, List<InputFile> files, Names names)
      throws IOException, InterruptedException {
    ByteArrayOutputStream list = new ByteArrayOutputStream();
    Mapping used = mapping == null ? Simulation.usualMapping(files.getFirst()) : mapping;
    Simulation simulation =
        new Simulation(
            new Simulation.Question(policy, used, ReplaySettings.USUAL),
            files,
            names,
            new Simulation.ListTarget("list", list));
    ReplayResult result = simulation.run();
    ReportHead head =
        new ReportHead(
            "test",
            "policy.yaml",
            policy.snapshot().version(),
            used.name(),
            used.version(),
            "even",
            1,
            false,
            names.pseudonymous(),
            List.of("headgate", "simulate"));
    return new Ran(
        result,
        simulation,
        list.toString(StandardCharsets.UTF_8),
        new Report(head, result, simulation.tally(), names));
  }
}
