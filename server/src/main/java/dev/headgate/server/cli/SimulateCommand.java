package dev.headgate.server.cli;

import dev.headgate.policy.Policy;
import dev.headgate.policy.PolicyLoad;
import dev.headgate.policy.PolicyLoader;
import dev.headgate.policy.problem.Problems;
import dev.headgate.simulator.Simulation;
import dev.headgate.simulator.mapping.Mapping;
import dev.headgate.simulator.mapping.MappingReader;
import dev.headgate.simulator.mapping.Spread;
import dev.headgate.simulator.page.HtmlReport;
import dev.headgate.simulator.replay.ReplayResult;
import dev.headgate.simulator.replay.ReplaySettings;
import dev.headgate.simulator.report.CsvReport;
import dev.headgate.simulator.report.JsonReport;
import dev.headgate.simulator.report.Names;
import dev.headgate.simulator.report.Report;
import dev.headgate.simulator.report.ReportHead;
import dev.headgate.simulator.report.TextReport;
import dev.headgate.simulator.traffic.InputFile;
import dev.headgate.simulator.traffic.InputFiles;
import dev.headgate.simulator.traffic.MissingColumnException;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Replays recorded traffic through the engine under a virtual clock. */
@Command(
    name = "simulate",
    mixinStandardHelpOptions = true,
    description = "Replays logs: who would have been limited by a policy, when and by what.",
    footer = {
      "",
      "Exit code 1 where a document has problems, or where the answer is about less than the whole",
      "input: lines that cannot be read (more than 1%), a file that breaks off, Ctrl-C.",
      "Example: headgate simulate --policy policy.yaml 'logs/access.log*'"
    })
final class SimulateCommand implements Callable<Integer> {
  private final Terminal terminal;

  @Spec
  @SuppressWarnings("NullAway.Init") // set by picocli
  private CommandSpec spec;

  @Option(names = "--policy", required = true, paramLabel = "FILE", description = "The policy.")
  private Path policyFile = Path.of("policy.yaml");

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
      names = "--no-sensitivity",
      description = "Do not show what other spreads would have given; a third of the work.")
  private boolean insensitive;

  @Option(
      names = "--verdicts",
      paramLabel = "FILE",
      description = "Write one line of CSV for each call.")
  private @Nullable Path verdicts;

  @Option(
      names = "--html",
      paramLabel = "FILE",
      description = "Write the report as one HTML page with pictures, too.")
  private @Nullable Path page;

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
      arity = "1..*",
      description = "Files, globs in quotes, or - for the standard input; gzip and zstd too.")
  private List<String> logs = List.of();

  SimulateCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    return switch (PolicyLoader.load(policyFile)) {
      case PolicyLoad.Rejected rejected -> {
        dev.headgate.server.cli.Problems.show(terminal, "problem", rejected.problems());
        yield Exit.PROBLEMS.code();
      }
      case PolicyLoad.Loaded loaded -> opened(loaded.policy());
    };
  }

  private int opened(Policy policy) throws IOException, InterruptedException {
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
      return simulate(policy, spread == null ? mapping : mapping.with(spread), files);
    } catch (NoSuchFileException missing) {
      terminal.note("headgate simulate: " + missing.getFile() + ": " + missing.getReason());
      return Exit.CANNOT_START.code();
    } catch (MissingColumnException missing) {
      dev.headgate.server.cli.Problems.show(terminal, "problem", List.of(missing.problem()));
      return Exit.PROBLEMS.code();
    }
  }

  private int simulate(Policy policy, Mapping mapping, List<InputFile> files)
      throws IOException, InterruptedException {
    ReplaySettings settings = new ReplaySettings(enforced, seed, !insensitive);
    Names names = keyFile == null ? Names.plain() : Names.pseudonyms(Files.readAllBytes(keyFile));
    Simulation simulation =
        new Simulation(new Simulation.Question(policy, mapping, settings), files, names, target());
    try (Interruption interruption = Interruption.stops(simulation.replay()::stop)) {
      ReplayResult result = run(simulation, files);
      Report report = new Report(head(policy, mapping), result, simulation.tally(), names);
      int code = show(report);
      interruption.answered();
      return code;
    }
  }

  private ReplayResult run(Simulation simulation, List<InputFile> files)
      throws IOException, InterruptedException {
    ProgressLine line = ProgressLine.start(terminal, progress, simulation.replay(), files);
    try {
      return simulation.run();
    } finally {
      line.end();
    }
  }

  private Simulation.@Nullable ListTarget target() throws IOException {
    return verdicts == null
        ? null
        : new Simulation.ListTarget(
            verdicts.toString(), new BufferedOutputStream(Files.newOutputStream(verdicts)));
  }

  private int show(Report report) throws IOException {
    if (page != null) {
      Files.writeString(page, HtmlReport.of(report));
    }
    String text = json ? JsonReport.of(report) : csv ? CsvReport.of(report) : TextReport.of(report);
    terminal.out().print(text);
    terminal.out().flush();
    dev.headgate.server.cli.Problems.show(
        terminal, "problem", report.result().reading().problems());
    report.gaps().forEach(gap -> terminal.note("headgate simulate: partial: " + gap));
    boolean whole = report.gaps().isEmpty() && report.result().reading().problems().isEmpty();
    if (report.result().decided() == 0) {
      terminal.note("headgate simulate: no calls (expected: one or more)");
    }
    return whole && report.result().decided() > 0 ? Exit.OK.code() : Exit.PROBLEMS.code();
  }

  private ReportHead head(Policy policy, Mapping mapping) {
    String version = Main.class.getPackage().getImplementationVersion();
    return new ReportHead(
        version == null ? "from a build directory" : version,
        policyFile.toString(),
        policy.snapshot().version(),
        mapping.name(),
        mapping.version(),
        mapping.stamping().spread().name().toLowerCase(Locale.ROOT),
        seed,
        enforced,
        keyFile != null,
        command());
  }

  /** The words of the command as they were typed. */
  private List<String> command() {
    List<String> words = new java.util.ArrayList<>(List.of("headgate"));
    words.addAll(spec.commandLine().getParseResult().originalArgs());
    return words;
  }
}
