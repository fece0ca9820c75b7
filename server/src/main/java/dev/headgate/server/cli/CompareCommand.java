package dev.headgate.server.cli;

import dev.headgate.policy.PolicyLoad;
import dev.headgate.policy.PolicyLoader;
import dev.headgate.policy.problem.Problem;
import dev.headgate.policy.text.CountText;
import dev.headgate.simulator.comparison.Column;
import dev.headgate.simulator.comparison.Comparison;
import dev.headgate.simulator.comparison.Contender;
import dev.headgate.simulator.comparison.Multiplier;
import dev.headgate.simulator.mapping.Mapping;
import dev.headgate.simulator.report.ComparisonReport;
import dev.headgate.simulator.report.CsvReport;
import dev.headgate.simulator.report.JsonReport;
import dev.headgate.simulator.report.Names;
import dev.headgate.simulator.report.ReportHead;
import dev.headgate.simulator.report.TextComparison;
import dev.headgate.simulator.search.Question;
import dev.headgate.simulator.traffic.InputFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Replays recorded traffic under several policies, or as several times as much. */
@Command(
    name = "compare",
    mixinStandardHelpOptions = true,
    description = {
      "Replays logs under several policies, or with more traffic, side by side;",
      "or searches the smallest amount of a limit at which a share of the apps",
      "is never limited by it."
    },
    footer = {
      "",
      "With --traffic N every call comes N times: at its own instant, and drawn by",
      "the seed in equal parts of the time to the same caller's next call, at most",
      "a minute. Exit code 1 as for simulate, and where a search finds no amount.",
      "Examples:",
      "  headgate compare --policy now.yaml --policy next.yaml access.log",
      "  headgate compare --policy now.yaml --traffic 1,2,10 access.log",
      "  headgate compare --policy now.yaml --search hourly --share 99%% access.log"
    })
final class CompareCommand implements Callable<Integer> {
  private final Terminal terminal;

  @Spec
  @SuppressWarnings("NullAway.Init") // set by picocli
  private CommandSpec spec;

  @Option(
      names = "--policy",
      required = true,
      paramLabel = "FILE",
      description = "A policy (repeatable); others are held against the first.")
  private List<Path> policyFiles = List.of();

  @Option(
      names = "--traffic",
      split = ",",
      paramLabel = "N",
      description = "How many times the traffic, for example 1,2,10. Default: 1.")
  private List<Integer> traffic = List.of(1);

  @Option(
      names = "--search",
      paramLabel = "LIMIT",
      description = "Search the smallest amount of that limit, enforced alone.")
  private @Nullable String limit;

  @Option(
      names = "--share",
      paramLabel = "PERCENT",
      converter = ShareOption.class,
      description = "Of the apps, that must never be limited. Default: 95%%.")
  private int share = ShareOption.USUAL;

  @Option(
      names = "--spool",
      paramLabel = "FOLDER",
      description =
          "Where a search keeps calls that it needs more than once, some 20 bytes each."
              + " Default: the system's folder for temporary files.")
  private Path spool = Path.of(System.getProperty("java.io.tmpdir", "."));

  @Mixin private LogOptions options = new LogOptions();

  CompareCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    checkUsage();
    List<Problem> problems = new ArrayList<>();
    List<Contender> contenders = new ArrayList<>();
    for (Path file : policyFiles) {
      switch (PolicyLoader.load(file)) {
        case PolicyLoad.Rejected rejected -> problems.addAll(rejected.problems());
        case PolicyLoad.Loaded loaded ->
            contenders.add(new Contender(file.toString(), loaded.policy()));
      }
    }
    if (!problems.isEmpty()) {
      Problems.show(terminal, "problem", problems);
      return Exit.PROBLEMS.code();
    }
    return options.open(
        terminal,
        "compare",
        (mapping, files) ->
            limit == null
                ? compare(contenders, mapping, files)
                : search(contenders.getFirst(), limit, mapping, files));
  }

  private int search(Contender contender, String name, Mapping mapping, List<InputFile> files)
      throws IOException, InterruptedException {
    Question question =
        new Question(
            contender.policy(), mapping, options.settings(false), name, share, traffic.getFirst());
    ReportHead head =
        options.head(spec, contender.name(), contender.policy().snapshot().version(), mapping);
    return new SearchRun(terminal, options, spool).run(question, head, files);
  }

  private void checkUsage() {
    int columns = policyFiles.size() * traffic.size();
    if (limit != null && columns > 1) {
      throw wrong("--search with several policies or traffics (expected: one of each)");
    }
    if ((limit == null && columns < 2) || columns > Comparison.COLUMNS_MAX) {
      throw wrong(
          CountText.of(policyFiles.size(), "policy")
              + ", "
              + CountText.of(traffic.size(), "traffic")
              + " (expected: 2 to "
              + Comparison.COLUMNS_MAX
              + " columns, for example a second --policy, --traffic 1,2,10, or --search LIMIT)");
    }
    for (int times : traffic) {
      if (times < 1 || times > Multiplier.TIMES_MAX) {
        throw wrong("--traffic: " + times + " (expected: 1 to " + Multiplier.TIMES_MAX + ")");
      }
    }
    if (policyFiles.size() > 1 && options.readsStream()) {
      throw wrong("- with several policies (expected: files, which are read once for each)");
    }
  }

  private CommandLine.ParameterException wrong(String message) {
    return new CommandLine.ParameterException(spec.commandLine(), message);
  }

  private int compare(List<Contender> contenders, Mapping mapping, List<InputFile> files)
      throws IOException, InterruptedException {
    Names names = options.names();
    Comparison comparison =
        new Comparison(
            new Comparison.Question(contenders, traffic, mapping, options.settings(false)));
    try (Interruption interruption = Interruption.stops(comparison::stop)) {
      List<Column> columns = run(comparison, files, contenders.size());
      List<ComparisonReport.Side> sides =
          ComparisonReport.sides(
              columns,
              column ->
                  options.head(
                      spec,
                      column.contender().name(),
                      column.contender().policy().snapshot().version(),
                      mapping),
              names);
      int code = show(new ComparisonReport(sides, names, contenders.size() * traffic.size()));
      interruption.answered();
      return code;
    }
  }

  private List<Column> run(Comparison comparison, List<InputFile> files, int readings)
      throws IOException, InterruptedException {
    ProgressLine.Progress progress =
        new ProgressLine.Progress() {
          @Override
          public long decided() {
            return comparison.decided();
          }

          @Override
          public long bytes() {
            return comparison.bytes();
          }
        };
    ProgressLine line =
        ProgressLine.start(
            terminal, options.progress(), progress, readings * ProgressLine.bytes(files));
    try {
      return comparison.run(files);
    } finally {
      line.end();
    }
  }

  private int show(ComparisonReport report) {
    String text =
        options.json()
            ? JsonReport.of(report)
            : options.csv() ? CsvReport.of(report) : TextComparison.of(report);
    terminal.out().print(text);
    terminal.out().flush();
    report.gaps().forEach(gap -> terminal.note("headgate compare: partial: " + gap));
    boolean calls = report.sides().stream().anyMatch(side -> side.report().result().decided() > 0);
    if (!calls) {
      terminal.note("headgate compare: no calls (expected: one or more)");
    }
    boolean whole = report.gaps().isEmpty() && columnsThere(report);
    return whole && calls ? Exit.OK.code() : Exit.PROBLEMS.code();
  }

  /** Whether the log has every column that the mapping names; says which it has not. */
  private boolean columnsThere(ComparisonReport report) {
    List<Problem> problems =
        report.sides().stream()
            .flatMap(side -> side.report().result().reading().problems().stream())
            .distinct()
            .toList();
    Problems.show(terminal, "problem", problems);
    return problems.isEmpty();
  }
}
