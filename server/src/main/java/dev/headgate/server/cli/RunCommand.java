package dev.headgate.server.cli;

import dev.headgate.server.Running;
import dev.headgate.server.Sources;
import dev.headgate.server.Wiring;
import dev.headgate.server.demo.DemoAttack;
import dev.headgate.server.demo.DemoCallers;
import dev.headgate.server.demo.DemoDocuments;
import dev.headgate.server.demo.DemoSettings;
import dev.headgate.server.demo.DemoUpstream;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Shows Headgate before a small API, in one process. */
@Command(
    name = "run",
    mixinStandardHelpOptions = true,
    description = "Starts a small API, a gateway before it and the decision API, to try out.",
    footer = {"", "Port 0 takes a free one. Ctrl-C ends it."})
final class RunCommand implements Callable<Integer> {
  private final Terminal terminal;

  @Option(names = "--gateway-port", paramLabel = "PORT", description = "Default: 8080.")
  private int gatewayPort = 8080;

  @Option(names = "--api-port", paramLabel = "PORT", description = "Default: 8081.")
  private int apiPort = 8081;

  @Option(names = "--upstream-port", paramLabel = "PORT", description = "Default: a free one.")
  private int upstreamPort;

  @Option(
      names = "--policy",
      paramLabel = "FILE",
      description = "Another policy than the demo's; read anew when it changes.")
  private @Nullable Path policy;

  @Option(
      names = "--callers",
      paramLabel = "N",
      description = "Callers that keep it busy, at most 64. Default: none.")
  private int callers;

  @Option(
      names = "--attack",
      description = "One tenant attacks a plain quota and a shared pool; see how others fare.")
  private boolean attack;

  @Option(names = "--json", description = "Print ports and keys as JSON.")
  private boolean json;

  RunCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    if (callers < 0 || callers > DemoCallers.CALLERS_MAX) {
      terminal.note("--callers: " + callers + " (expected: 0 to " + DemoCallers.CALLERS_MAX + ")");
      return Exit.USAGE.code();
    }
    Sources sources = sources();
    if (sources == null) {
      return Exit.PROBLEMS.code();
    }
    Vertx vertx = Vertx.vertx();
    DemoUpstream upstream = DemoUpstream.start(vertx, upstreamPort);
    Running running;
    try {
      running =
          Wiring.start(
              DemoSettings.demo(
                  policy == null ? Path.of("demo/policy.yaml") : policy,
                  new DemoSettings.Ports(gatewayPort, apiPort, upstream.port())),
              sources);
    } catch (RuntimeException cannotListen) {
      vertx.close().await();
      throw cannotListen;
    }
    DemoCallers busy = DemoCallers.start(running.gatewayPort(), callers);
    show(running, upstream.port());
    AutoCloseable attacking = attacking(running);
    Shutdown.await(
        terminal,
        () -> terminal.note(busy.summary()),
        busy,
        attacking,
        running,
        upstream,
        () -> vertx.close().await());
    return Exit.OK.code();
  }

  private AutoCloseable attacking(Running running) {
    if (!attack) {
      return () -> {};
    }
    DemoAttack.head().forEach(terminal::line);
    return DemoAttack.start(running.gatewayPort(), terminal::line);
  }

  private @Nullable Sources sources() {
    if (policy == null) {
      return Sources.fixed(DemoDocuments.policy(), DemoDocuments.registry());
    }
    Sources own = Documents.sources(policy, null, terminal);
    return own == null ? null : new Sources(own.policy(), DemoDocuments::registry, own.poll());
  }

  private void show(Running running, int upstream) {
    if (json) {
      Map<String, Object> result = new LinkedHashMap<>();
      result.put("gateway", running.gatewayPort());
      result.put("api", running.apiPort());
      result.put("upstream", upstream);
      result.put("keys", DemoDocuments.KEYS);
      terminal.line(Json.of(result));
      return;
    }
    lines(running).forEach(terminal::line);
  }

  private List<String> lines(Running running) {
    String gateway = "localhost:" + running.gatewayPort();
    String api = "localhost:" + running.apiPort();
    String key = "-H 'X-Api-Key: " + DemoDocuments.KEYS.getFirst() + "'";
    return List.of(
        terminal.in(Terminal.Colour.BOLD, "Headgate runs.") + " Ctrl-C ends it.",
        "",
        "  gateway       http://" + gateway + "   a small API behind it",
        "  decision API  http://" + api + "   POST /v1/decide, /v1/explain, ...; GET /metrics",
        "  keys          " + String.join(", ", DemoDocuments.KEYS),
        "",
        "Two limits and a quota decide together; every answer says where the caller stands:",
        "  curl -i " + key + " http://" + gateway + "/issues/1",
        "Write one issue too often: the last answers are a 429 with the seconds to wait:",
        "  curl -i " + key + " -X PUT -d '{}' 'http://" + gateway + "/issues/1?n=[1-8]'",
        "Wait as the 429 says, and it passes:",
        "  curl -i --retry 3 " + key + " -X PUT -d '{}' http://" + gateway + "/issues/1",
        "Ask why:",
        "  curl http://"
            + api
            + "/v1/explain -H 'Content-Type: application/json' -d "
            + "'{\"method\":\"GET\",\"path\":\"/search\","
            + "\"caller\":{\"tenant\":\"tenant-a\",\"app\":\"app-1\"}}'",
        "One tenant attacks, and others do not notice (a plain quota beside it):",
        "  make attack",
        "");
  }
}
