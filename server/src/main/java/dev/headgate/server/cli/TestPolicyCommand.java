package dev.headgate.server.cli;

import dev.headgate.policy.problem.Problem;
import dev.headgate.policy.text.CountText;
import dev.headgate.testkit.cases.CaseFile;
import dev.headgate.testkit.cases.CaseFiles;
import dev.headgate.testkit.cases.CaseLoad;
import dev.headgate.testkit.cases.CaseLoader;
import dev.headgate.testkit.cases.CaseResult;
import dev.headgate.testkit.cases.DecisionCase;
import dev.headgate.testkit.cases.FailureText;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Holds policies to their decision cases. */
@Command(
    name = "test-policy",
    mixinStandardHelpOptions = true,
    description = "Runs decision cases: calls in, decisions expected, on a clock of their own.",
    footer = {
      "",
      "A case file names its policy; policy.yaml beside it where it names none. The language:",
      "docs/reference/decision-cases.md. Exit code 1 where a case does not hold or a document has",
      "problems, 3 where a file is missing.",
      "Example: headgate test-policy examples/providers"
    })
final class TestPolicyCommand implements Callable<Integer> {
  private final Terminal terminal;

  @Parameters(
      paramLabel = "FILE",
      arity = "1..*",
      description = "Case files, or folders: each cases.yaml and *.cases.yaml in them and below.")
  private List<Path> places = List.of();

  @Option(
      names = "--policy",
      paramLabel = "FILE",
      description = "Hold another policy to the cases, for example the next one.")
  private @Nullable Path policy;

  @Option(
      names = {"-v", "--verbose"},
      description = "Name the cases that hold, too.")
  private boolean verbose;

  @Option(names = "--json", description = "Print the result as JSON.")
  private boolean json;

  TestPolicyCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  /** What became of one file. */
  private record Tested(String name, @Nullable CaseFile file, List<CaseResult> results) {}

  @Override
  public Integer call() throws IOException {
    try {
      return test(CaseFiles.of(places));
    } catch (NoSuchFileException missing) {
      terminal.note("headgate test-policy: " + missing.getFile() + ": " + missing.getReason());
      return Exit.CANNOT_START.code();
    }
  }

  private int test(List<Path> files) {
    List<Problem> problems = new ArrayList<>();
    List<Tested> all = new ArrayList<>();
    for (Path file : files) {
      Tested tested =
          switch (policy == null ? CaseLoader.load(file) : CaseLoader.load(file, policy)) {
            case CaseLoad.Loaded(CaseFile loaded) ->
                new Tested(
                    loaded.name(), loaded, loaded.cases().stream().map(loaded::run).toList());
            case CaseLoad.Rejected rejected -> {
              problems.addAll(rejected.problems());
              yield new Tested(file.toString(), null, List.of());
            }
          };
      all.add(tested);
      if (!json) {
        show(tested);
      }
    }
    long cases = all.stream().mapToLong(one -> one.results().size()).sum();
    long failed = all.stream().mapToLong(TestPolicyCommand::failed).sum();
    boolean good = failed == 0 && problems.isEmpty();
    if (json) {
      terminal.line(Json.of(json(good, problems, all)));
    } else {
      Problems.show(terminal, "problem", problems);
      terminal.line(summary(good, cases, failed, all.size()));
    }
    return good ? Exit.OK.code() : Exit.PROBLEMS.code();
  }

  private String summary(boolean good, long cases, long failed, int files) {
    String word =
        good ? terminal.in(Terminal.Colour.GREEN, "good") : terminal.in(Terminal.Colour.RED, "bad");
    return "%s: %d of %s hold, in %s"
        .formatted(word, cases - failed, CountText.of(cases, "case"), CountText.of(files, "file"));
  }

  private static long failed(Tested tested) {
    return tested.results().stream().filter(CaseResult.Failed.class::isInstance).count();
  }

  private void show(Tested tested) {
    for (CaseResult result : tested.results()) {
      switch (result) {
        case CaseResult.Held held -> {
          if (verbose) {
            terminal.line(title(Terminal.Colour.GREEN, "holds", tested, held.told()));
          }
        }
        case CaseResult.Failed failed -> {
          terminal.line(title(Terminal.Colour.RED, "fails", tested, failed.told()));
          FailureText.of(failed).forEach(line -> terminal.line("  " + line));
        }
      }
    }
  }

  private String title(Terminal.Colour colour, String word, Tested tested, DecisionCase told) {
    return terminal.in(colour, word) + " " + tested.name() + ": " + told.name();
  }

  private static Map<String, Object> json(boolean good, List<Problem> problems, List<Tested> all) {
    Map<String, Object> result = new LinkedHashMap<>();
    result.put("good", good);
    result.put("problems", Problems.json(problems));
    List<Map<String, Object>> files = new ArrayList<>();
    for (Tested tested : all) {
      Map<String, Object> one = new LinkedHashMap<>();
      one.put("file", tested.name());
      CaseFile file = tested.file();
      if (file != null) {
        one.put("policy", file.policyName());
        one.put("version", file.policy().snapshot().version());
      }
      one.put("cases", tested.results().stream().map(CaseJson::of).toList());
      files.add(one);
    }
    result.put("files", files);
    return result;
  }
}
