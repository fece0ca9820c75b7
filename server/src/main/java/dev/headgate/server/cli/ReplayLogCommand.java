package dev.headgate.server.cli;

import dev.headgate.core.call.Call;
import dev.headgate.core.call.Operation;
import dev.headgate.core.call.Routed;
import dev.headgate.core.decision.Decision;
import dev.headgate.core.identity.Caller;
import dev.headgate.core.time.Micros;
import dev.headgate.policy.Policy;
import dev.headgate.policy.PolicyLoad;
import dev.headgate.policy.PolicyLoader;
import dev.headgate.server.Replay;
import dev.headgate.server.Wiring;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Runs the engine over an access log as if it had been there; for {@code make check-real}. */
@Command(
    name = "replay-log",
    mixinStandardHelpOptions = true,
    hidden = true,
    description = "Prints for each request of an access log: second, address, verdict.")
final class ReplayLogCommand implements Callable<Integer> {
  private final Terminal terminal;

  @Option(names = "--policy", required = true, paramLabel = "FILE", description = "The policy.")
  private Path policyFile = Path.of("policy.yaml");

  @Parameters(paramLabel = "LOG", description = "Common or combined log format.")
  private Path log = Path.of("access.log");

  ReplayLogCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws IOException {
    return switch (PolicyLoader.load(policyFile)) {
      case PolicyLoad.Rejected rejected -> {
        Problems.show(terminal, "problem", rejected.problems());
        yield Exit.PROBLEMS.code();
      }
      case PolicyLoad.Loaded loaded -> replay(loaded.policy(), AccessLog.read(log));
    };
  }

  private int replay(Policy policy, List<AccessLog.Entry> entries) {
    if (entries.isEmpty()) {
      terminal.note("headgate replay-log: no requests (expected: one or more)");
      return Exit.PROBLEMS.code();
    }
    Replay replay = Wiring.replay(policy.snapshot(), entries.getFirst().second() * Micros.SECOND);
    Map<String, Operation> others = new HashMap<>();
    StringBuilder text = new StringBuilder();
    for (AccessLog.Entry entry : entries) {
      replay.time().advanceTo(entry.second() * Micros.SECOND);
      Decision decision = replay.decider().decideNow(call(policy, entry, others));
      text.append(entry.second()).append(' ').append(entry.address()).append(' ');
      text.append(decision instanceof Decision.Allowed ? "allowed" : "limited").append('\n');
    }
    terminal.out().print(text);
    terminal.out().flush();
    return Exit.OK.code();
  }

  private static Call call(Policy policy, AccessLog.Entry entry, Map<String, Operation> others) {
    Operation operation =
        policy.routes().find(entry.method(), entry.path()) instanceof Routed.RouteMatch match
            ? match.operation()
            : others.computeIfAbsent(entry.method(), method -> Policy.other(method));
    return Call.of(operation, Caller.ANONYMOUS).with(Map.of("address", entry.address()));
  }
}
