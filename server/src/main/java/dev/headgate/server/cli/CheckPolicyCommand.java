package dev.headgate.server.cli;

import dev.headgate.policy.Policy;
import dev.headgate.policy.PolicyLoad;
import dev.headgate.policy.PolicyLoader;
import dev.headgate.policy.check.Change;
import dev.headgate.policy.check.PolicyComparison;
import dev.headgate.policy.problem.Problem;
import dev.headgate.policy.text.CountText;
import dev.headgate.server.Wiring;
import dev.headgate.server.store.cluster.SpanningPair;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Checks a policy with the server's own loader, and against the one in force. */
@Command(
    name = "check-policy",
    mixinStandardHelpOptions = true,
    description = "Checks a policy: all problems at once, with file, line, column and a hint.",
    footer = {
      "",
      "Exit code 1 where there is a problem, or a change that breaks the promised notice;",
      "warnings alone are 0."
    })
final class CheckPolicyCommand implements Callable<Integer> {
  private static final int VERSION_SHOWN = 12;
  private static final int PAIRS_SHOWN = 50;

  private final Terminal terminal;

  @Parameters(paramLabel = "FILE", description = "The policy document.")
  private Path file = Path.of("policy.yaml");

  @Option(
      names = "--against",
      paramLabel = "OLD",
      description = "The policy in force: lists what changes for callers, and when too soon.")
  private @Nullable Path against;

  @Option(
      names = "--cluster",
      description =
          "Also lists the pairs of limits that a Redis Cluster may keep in different partitions.")
  private boolean cluster;

  @Option(names = "--json", description = "Print the result as JSON.")
  private boolean json;

  CheckPolicyCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    return switch (PolicyLoader.load(file)) {
      case PolicyLoad.Rejected rejected -> bad(rejected.problems());
      case PolicyLoad.Loaded loaded -> against == null ? good(loaded, List.of()) : compare(loaded);
    };
  }

  private int compare(PolicyLoad.Loaded loaded) {
    Path old = against == null ? file : against;
    return switch (PolicyLoader.load(old)) {
      case PolicyLoad.Rejected rejected -> bad(rejected.problems());
      case PolicyLoad.Loaded inForce ->
          good(loaded, loaded.policy().against(inForce.policy(), Wiring.now()));
    };
  }

  private int good(PolicyLoad.Loaded loaded, List<Change> changes) {
    boolean broken = PolicyComparison.breaksNotice(changes);
    if (json) {
      Map<String, Object> result = result(!broken, List.of(), loaded.warnings());
      result.put("version", loaded.policy().snapshot().version());
      result.put("changes", Changes.json(changes));
      if (cluster) {
        result.put("spanning", spanning(loaded.policy()).map(SpanningPair::described).toList());
      }
      terminal.line(Json.of(result));
    } else {
      Problems.show(terminal, "warning", loaded.warnings());
      Changes.show(terminal, changes);
      if (cluster) {
        showSpanning(loaded.policy());
      }
      terminal.line(summary(loaded.policy(), broken));
    }
    return broken ? Exit.PROBLEMS.code() : Exit.OK.code();
  }

  private static Stream<SpanningPair> spanning(Policy policy) {
    return SpanningPair.of(policy.snapshot()).stream();
  }

  private void showSpanning(Policy policy) {
    List<SpanningPair> pairs = spanning(policy).toList();
    pairs.stream()
        .limit(PAIRS_SHOWN)
        .forEach(pair -> terminal.line("in a cluster, a call may span " + pair.described()));
    if (pairs.size() > PAIRS_SHOWN) {
      terminal.line("and " + (pairs.size() - PAIRS_SHOWN) + " more pairs");
    }
    if (pairs.isEmpty()) {
      terminal.line("in a cluster, every call lies in one partition");
    }
  }

  private String summary(Policy policy, boolean broken) {
    String word =
        broken
            ? terminal.in(Terminal.Colour.RED, "too soon")
            : terminal.in(Terminal.Colour.GREEN, "good");
    return "%s %s: %d limits and quotas, %s, version %s"
        .formatted(
            word,
            file,
            policy.snapshot().rules().size(),
            CountText.of(policy.routes().routes().size(), "route"),
            policy.snapshot().version().substring(0, VERSION_SHOWN));
  }

  private int bad(List<Problem> problems) {
    if (json) {
      terminal.line(Json.of(result(false, problems, List.of())));
    } else {
      Problems.show(terminal, "problem", problems);
      terminal.note(
          CountText.of(problems.size(), "problem") + "; a bad policy never replaces a good one");
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
