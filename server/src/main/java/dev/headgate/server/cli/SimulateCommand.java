package dev.headgate.server.cli;

import dev.headgate.policy.Policy;
import dev.headgate.policy.PolicyLoad;
import dev.headgate.policy.PolicyLoader;
import dev.headgate.simulator.InventedTraffic;
import dev.headgate.simulator.Simulation;
import dev.headgate.simulator.mapping.Mapping;
import dev.headgate.simulator.page.HtmlReport;
import dev.headgate.simulator.replay.ReplayResult;
import dev.headgate.simulator.replay.ReplaySettings;
import dev.headgate.simulator.report.CsvReport;
import dev.headgate.simulator.report.Findings;
import dev.headgate.simulator.report.JsonReport;
import dev.headgate.simulator.report.Names;
import dev.headgate.simulator.report.Report;
import dev.headgate.simulator.report.ReportHead;
import dev.headgate.simulator.report.TextReport;
import dev.headgate.simulator.traffic.InputFile;
import dev.headgate.simulator.workload.Workload;
import dev.headgate.simulator.workload.WorkloadReader;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Replays recorded traffic through the engine under a virtual clock. */
@Command(
    name = "simulate",
    mixinStandardHelpOptions = true,
    description =
        "Replays logs, or invents traffic: who would be limited by a policy, when and by what.",
    footer = {
      "",
      "Exit code 1 where a document has problems, or where the answer is about less than the whole",
      "input: lines that cannot be read (more than 1%%), a file that breaks off, Ctrl-C.",
      "Example: headgate simulate --policy policy.yaml 'logs/access.log*'"
    })
final class SimulateCommand implements Callable<Integer> {
  private final Terminal terminal;

  @Spec
  @SuppressWarnings("NullAway.Init") // set by picocli
  private CommandSpec spec;

  @Option(names = "--policy", required = true, paramLabel = "FILE", description = "The policy.")
  private Path policyFile = Path.of("policy.yaml");

  @Mixin private LogOptions options = new LogOptions();

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
      names = "--remedies",
      description =
          "Read the logs once more and try what would help the apps that were refused most: fewer"
              + " objects a page, no duplicates, cached permission checks, spreading, a tier.")
  private boolean remedies;

  @Option(
      names = "--workload",
      paramLabel = "WHAT",
      description =
          "Invent the traffic instead of reading it: a file (docs/reference/workload.md), or some"
              + " of steady, daily-wave, burst, batch-job, runaway-loop, page-attack, retry-storm"
              + " with commas between.")
  private @Nullable String workload;

  @Option(
      names = "--open-loop",
      description = "Programs of a workload that is named want calls whatever was answered.")
  private boolean open;

  SimulateCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    if (remedies && (workload != null || options.readsStream())) {
      throw new ParameterException(
          spec.commandLine(), "--remedies: read once only (expected: files, which are read twice)");
    }
    if (options.namesLogs() == (workload != null)) {
      throw new ParameterException(
          spec.commandLine(), "simulate: a log or a workload (expected: one of them)");
    }
    return switch (PolicyLoader.load(policyFile)) {
      case PolicyLoad.Rejected rejected -> {
        Problems.show(terminal, "problem", rejected.problems());
        yield Exit.PROBLEMS.code();
      }
      case PolicyLoad.Loaded loaded ->
          workload != null
              ? invent(loaded.policy(), workload)
              : options.open(
                  terminal,
                  "simulate",
                  (mapping, files) -> simulate(loaded.policy(), mapping, files));
    };
  }

  private int invent(Policy policy, String what) throws IOException {
    dev.headgate.policy.problem.Problems problems = new dev.headgate.policy.problem.Problems();
    Workload invented = workload(what, problems);
    if (invented == null) {
      Problems.show(terminal, "problem", problems.problems());
      return Exit.PROBLEMS.code();
    }
    Names names = options.names();
    InventedTraffic.Question question =
        new InventedTraffic.Question(policy, invented, options.settings(false));
    InventedTraffic traffic = new InventedTraffic(question, names, target());
    try (Interruption interruption = Interruption.stops(traffic.invention()::stop)) {
      ReplayResult result = run(traffic, invented);
      ReportHead head =
          options.head(
              spec, policyFile.toString(), policy.snapshot().version(), LogOptions.Origin.INVENTED);
      int code = show(new Report(head, result, traffic.tally(), names, traffic.findings()));
      interruption.answered();
      return code;
    }
  }

  /** A file where there is one of that name, else the shapes. */
  private @Nullable Workload workload(String what, dev.headgate.policy.problem.Problems problems) {
    Path file = Path.of(what);
    if (Files.exists(file)) {
      return WorkloadReader.read(file, problems);
    }
    try {
      return WorkloadReader.named(what, open ? Workload.Loop.OPEN : Workload.Loop.CLOSED);
    } catch (IllegalArgumentException unknown) {
      throw new ParameterException(
          spec.commandLine(), String.valueOf(unknown.getMessage()), unknown);
    }
  }

  private int simulate(Policy policy, Mapping mapping, List<InputFile> files)
      throws IOException, InterruptedException {
    ReplaySettings settings = options.settings(!insensitive);
    Names names = options.names();
    Simulation simulation =
        new Simulation(new Simulation.Question(policy, mapping, settings), files, names, target());
    try (Interruption interruption = Interruption.stops(simulation.replay()::stop)) {
      ReplayResult result = run(simulation, files);
      Report report =
          new Report(
              options.head(spec, policyFile.toString(), policy.snapshot().version(), mapping),
              result,
              simulation.tally(),
              names,
              findings(simulation, result));
      int code = show(report);
      interruption.answered();
      return code;
    }
  }

  private Findings findings(Simulation simulation, ReplayResult result)
      throws IOException, InterruptedException {
    Findings findings = simulation.findings();
    if (!remedies || result.end() != ReplayResult.End.WHOLE) {
      return findings;
    }
    Simulation.Remedies again = simulation.remedies();
    ProgressLine line =
        ProgressLine.start(
            terminal,
            options.progress(),
            ProgressLine.of(again.replay()),
            ProgressLine.bytes(again.files()));
    try (Interruption interruption = Interruption.stops(again.replay()::stop)) {
      Findings found = again.run(findings);
      interruption.answered();
      return found;
    } finally {
      line.end();
    }
  }

  private ReplayResult run(InventedTraffic traffic, Workload invented) throws IOException {
    ProgressLine line =
        ProgressLine.start(
            terminal,
            options.progress(),
            ProgressLine.of(traffic.invention()),
            invented.span().length());
    try {
      return traffic.run();
    } finally {
      line.end();
    }
  }

  private ReplayResult run(Simulation simulation, List<InputFile> files)
      throws IOException, InterruptedException {
    ProgressLine line =
        ProgressLine.start(
            terminal,
            options.progress(),
            ProgressLine.of(simulation.replay()),
            ProgressLine.bytes(files));
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
    String text =
        options.json()
            ? JsonReport.of(report)
            : options.csv() ? CsvReport.of(report) : TextReport.of(report);
    terminal.out().print(text);
    terminal.out().flush();
    Problems.show(terminal, "problem", report.result().reading().problems());
    report.gaps().forEach(gap -> terminal.note("headgate simulate: partial: " + gap));
    boolean whole = report.gaps().isEmpty() && report.result().reading().problems().isEmpty();
    if (report.result().decided() == 0) {
      terminal.note("headgate simulate: no calls (expected: one or more)");
    }
    return whole && report.result().decided() > 0 ? Exit.OK.code() : Exit.PROBLEMS.code();
  }
}
