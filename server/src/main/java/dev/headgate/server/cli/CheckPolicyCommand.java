package dev.headgate.server.cli;

import dev.headgate.policy.PolicyLoad;
import dev.headgate.policy.PolicyLoader;
import dev.headgate.policy.problem.Problem;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Checks a policy with the server's own loader. */
@Command(
    name = "check-policy",
    mixinStandardHelpOptions = true,
    description = "Checks a policy: all problems at once, with file, line, column and a hint.",
    footer = {"", "Exit code 1 where there is a problem; warnings alone are 0."})
final class CheckPolicyCommand implements Callable<Integer> {
  private final Terminal terminal;

  @Parameters(paramLabel = "FILE", description = "The policy document.")
  private Path file = Path.of("policy.yaml");

  @Option(names = "--json", description = "Print the result as JSON.")
  private boolean json;

  CheckPolicyCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    return switch (PolicyLoader.load(file)) {
      case PolicyLoad.Loaded loaded -> good(loaded);
      case PolicyLoad.Rejected rejected -> bad(rejected.problems());
    };
  }

  private int good(PolicyLoad.Loaded loaded) {
    int rules = loaded.policy().snapshot().rules().size();
    int routes = loaded.policy().routes().routes().size();
    if (json) {
      Map<String, Object> result = result(true, List.of(), loaded.warnings());
      result.put("version", loaded.policy().snapshot().version());
      result.put("rules", rules);
      result.put("routes", routes);
      terminal.line(Json.of(result));
    } else {
      Problems.show(terminal, "warning", loaded.warnings());
      terminal.line(
          terminal.in(Terminal.Colour.GREEN, "good")
              + " "
              + file
              + ": "
              + rules
              + " limits and quotas, "
              + routes
              + " routes, version "
              + loaded.policy().snapshot().version().substring(0, 12));
    }
    return Exit.OK.code();
  }

  private int bad(List<Problem> problems) {
    if (json) {
      terminal.line(Json.of(result(false, problems, List.of())));
    } else {
      Problems.show(terminal, "problem", problems);
      terminal.note(problems.size() + " problems; a bad policy never replaces a good one");
    }
    return Exit.PROBLEMS.code();
  }

  private static Map<String, Object> result(
      boolean good, List<Problem> problems, List<Problem> warnings) {
    Map<String, Object> result = new LinkedHashMap<>();
    result.put("good", good);
    result.put("problems", Problems.json(problems));
    result.put("warnings", Problems.json(warnings));
    return result;
  }
}
