package dev.headgate.server.cli;

import dev.headgate.policy.problem.Problems;
import dev.headgate.simulator.Simulation;
import dev.headgate.simulator.mapping.Mapping;
import dev.headgate.simulator.mapping.MappingReader;
import dev.headgate.simulator.mapping.Spread;
import dev.headgate.simulator.replay.ReplaySettings;
import dev.headgate.simulator.report.Names;
import dev.headgate.simulator.report.ReportHead;
import dev.headgate.simulator.traffic.InputFile;
import dev.headgate.simulator.traffic.InputFiles;
import dev.headgate.simulator.traffic.MissingColumnException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What every command says that replays logs: which, how, and how to report it. */
final class LogOptions {
  @Option(
      names = "--mapping",
      paramLabel = "FILE",
      description = "Which column is what. Default: the usual names (docs/reference/mapping.md).")
  private @Nullable Path mappingFile;

  @Option(
      names = "--enforced",
      description = "Take every limit as enforced for everybody, whatever its phase.")
  private boolean enforced;

  @Option(
      names = "--spread",
      paramLabel = "HOW",
      description = "How equal stamps are spread: even, seeded or stacked. Default: the mapping's.")
  private @Nullable Spread spread;

  @Option(names = "--seed", paramLabel = "N", description = "Of everything drawn. Default: 1.")
  private long seed = 1;

  @Option(
      names = "--pseudonymise",
      paramLabel = "KEYFILE",
      description =
          "Replace names of callers by hashes under the key in a file (16 bytes or more).")
  private @Nullable Path keyFile;

  @Option(names = "--json", description = "Print the report as JSON.")
  private boolean json;

  @Option(names = "--csv", description = "Print the report as CSV.")
  private boolean csv;

  @Option(
      names = "--progress",
      negatable = true,
      description = "Show rate and time left. Default: on a terminal.")
  private @Nullable Boolean progress;

  @Parameters(
      paramLabel = "LOG",
      arity = "0..*",
      description = "Files, globs in quotes, or - for the standard input; gzip and zstd too.")
  private List<String> logs = List.of();

  /** What a command does with files and mapping; its exit code. */
  interface Replaying {
    /** Replays them. */
    int run(Mapping mapping, List<InputFile> files) throws IOException, InterruptedException;
  }

  /** Opens files and mapping, and says what is wrong with them. */
  int open(Terminal terminal, String command, Replaying replaying)
      throws IOException, InterruptedException {
    if (logs.isEmpty()) {
      terminal.note("headgate " + command + ": no log (expected: one or more)");
      return Exit.USAGE.code();
    }
    try {
      List<InputFile> files = InputFiles.of(logs, System.in);
      Problems problems = new Problems();
      Mapping mapping =
          mappingFile == null
              ? Simulation.usualMapping(files.getFirst())
              : MappingReader.read(mappingFile, problems);
      if (mapping == null) {
        dev.headgate.server.cli.Problems.show(terminal, "problem", problems.problems());
        return Exit.PROBLEMS.code();
      }
      return replaying.run(spread == null ? mapping : mapping.with(spread), files);
    } catch (NoSuchFileException missing) {
      terminal.note("headgate " + command + ": " + missing.getFile() + ": " + missing.getReason());
      return Exit.CANNOT_START.code();
    } catch (MissingColumnException missing) {
      dev.headgate.server.cli.Problems.show(terminal, "problem", List.of(missing.problem()));
      return Exit.PROBLEMS.code();
    }
  }

  /** Whether any log is named. */
  boolean namesLogs() {
    return !logs.isEmpty();
  }

  /** Whether the log is read as it comes, and so once only. */
  boolean readsStream() {
    return logs.contains(InputFiles.STDIN);
  }

  ReplaySettings settings(boolean sensitivity) {
    return new ReplaySettings(enforced, seed, sensitivity);
  }

  Names names() throws IOException {
    return keyFile == null ? Names.plain() : Names.pseudonyms(Files.readAllBytes(keyFile));
  }

  boolean json() {
    return json;
  }

  boolean csv() {
    return csv;
  }

  @Nullable Boolean progress() {
    return progress;
  }

  /** How a report came about, under one policy. */
  ReportHead head(CommandSpec spec, String policyFile, String policyVersion, Mapping mapping) {
    String spread = mapping.stamping().spread().name().toLowerCase(Locale.ROOT);
    return head(
        spec, policyFile, policyVersion, new Origin(mapping.name(), mapping.version(), spread));
  }

  /**
   * Where calls come from.
   *
   * @param mapping its name
   * @param version its hash; empty where it has no file
   * @param spread of equal stamps, in a word
   */
  record Origin(String mapping, String version, String spread) {
    /** Of calls that nobody recorded. */
    static final Origin INVENTED = new Origin("none", "", "as invented");
  }

  /** How a report came about whose calls have an origin of another kind. */
  ReportHead head(CommandSpec spec, String policyFile, String policyVersion, Origin origin) {
    String version = Main.class.getPackage().getImplementationVersion();
    List<String> words = new ArrayList<>(List.of("headgate"));
    words.addAll(spec.commandLine().getParseResult().originalArgs());
    return new ReportHead(
        version == null ? "from a build directory" : version,
        policyFile,
        policyVersion,
        origin.mapping(),
        origin.version(),
        origin.spread(),
        seed,
        enforced,
        keyFile != null,
        words);
  }
}
