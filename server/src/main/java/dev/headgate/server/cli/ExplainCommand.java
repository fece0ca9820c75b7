package dev.headgate.server.cli;

import dev.headgate.core.call.Routed;
import dev.headgate.policy.Policy;
import dev.headgate.server.Running;
import dev.headgate.server.Sources;
import dev.headgate.server.Wiring;
import dev.headgate.server.demo.DemoSettings;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Explains what a policy would say to one call of a caller who has not called before. */
@Command(
    name = "explain",
    mixinStandardHelpOptions = true,
    description = "Explains one call: caller, quote, claims, verdicts and fields. Takes nothing.",
    footer = {"", "Example: headgate explain --policy policy.yaml --tenant tenant-a GET /issues/1"})
final class ExplainCommand implements Callable<Integer> {
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final Terminal terminal;

  @Option(names = "--policy", required = true, paramLabel = "FILE", description = "The policy.")
  private Path file = Path.of("policy.yaml");

  @Option(
      names = "--registry",
      paramLabel = "FILE",
      description = "Tenants, apps and users, in YAML or a folder of CSV files.")
  private @Nullable Path registry;

  @Option(names = "--tenant", paramLabel = "ID", description = "The caller's tenant.")
  private String tenant = "";

  @Option(names = "--app", paramLabel = "ID", description = "The caller's app.")
  private String app = "";

  @Option(
      names = "--caller",
      paramLabel = "NAME=VALUE",
      description = "Another attribute of the caller: user, licence, ... (repeatable).")
  private Map<String, String> caller = new LinkedHashMap<>();

  @Option(
      names = "--attribute",
      paramLabel = "NAME=VALUE",
      description = "An attribute of the call, such as address (repeatable).")
  private Map<String, String> attributes = new LinkedHashMap<>();

  @Option(names = "--json", description = "Print the explanation as JSON.")
  private boolean json;

  @Parameters(index = "0", paramLabel = "METHOD", description = "For example GET.")
  private String method = "GET";

  @Parameters(index = "1", paramLabel = "PATH", description = "For example /issues/1.")
  private String path = "/";

  ExplainCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    Sources sources = Documents.sources(file, registry, terminal);
    return sources == null ? Exit.PROBLEMS.code() : explain(sources);
  }

  /** Asks a decision API of its own, so that the answer is the server's own. */
  private int explain(Sources sources) throws IOException, InterruptedException {
    Policy policy = sources.policy().get();
    try (Running running = Wiring.start(DemoSettings.apiOnly(file), sources);
        HttpClient client = HttpClient.newHttpClient()) {
      HttpRequest request =
          HttpRequest.newBuilder(
                  URI.create("http://127.0.0.1:" + running.apiPort() + "/v1/explain"))
              .timeout(PATIENCE)
              .header("Content-Type", "application/json")
              .POST(HttpRequest.BodyPublishers.ofString(Json.of(body(policy))))
              .build();
      HttpResponse<String> answer = client.send(request, HttpResponse.BodyHandlers.ofString());
      return show(answer.statusCode(), answer.body());
    }
  }

  private int show(int status, String body) {
    if (json) {
      terminal.line(Json.indented(body));
    } else if (status == 200) {
      terminal.line(Json.text(body, "text").stripTrailing());
    } else {
      terminal.note("headgate explain: " + Json.text(body, "detail"));
    }
    return status == 200 ? Exit.OK.code() : Exit.PROBLEMS.code();
  }

  private Map<String, Object> body(Policy policy) {
    Map<String, String> named = new TreeMap<>(caller);
    if (!tenant.isEmpty()) {
      named.put("tenant", tenant);
    }
    if (!app.isEmpty()) {
      named.put("app", app);
    }
    Map<String, String> stated = new TreeMap<>();
    if (policy.routes().find(method, path) instanceof Routed.RouteMatch match) {
      stated.putAll(match.parameters());
    }
    stated.putAll(attributes);
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("method", method);
    body.put("path", path);
    body.put("caller", named);
    body.put("attributes", stated);
    return body;
  }
}
