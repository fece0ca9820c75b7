package dev.headgate.server.cli;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;

/** Asks a running server how far its quotes were from the costs. */
@Command(
    name = "cost-drift",
    mixinStandardHelpOptions = true,
    description = "Compares quoted with settled points, by operation, in a running server.",
    footer = {
      "",
      "Means are points per call since the start. Half and 95%% of the calls of the last day",
      "or two cost at most what p50 and p95 say. With 100 of them, the lines of a policy are",
      "printed that reserve so much.",
      "Example: headgate cost-drift --api http://127.0.0.1:8081"
    })
final class CostDriftCommand implements Callable<Integer> {
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final Terminal terminal;

  @Option(
      names = "--api",
      paramLabel = "URL",
      description = "The decision API. Default: http://127.0.0.1:8081.")
  private URI api = URI.create("http://127.0.0.1:8081");

  @Option(names = "--key", paramLabel = "KEY", description = "A key with the right metrics.")
  private @Nullable String key;

  @Option(names = "--json", description = "Print what the server says, as JSON.")
  private boolean json;

  CostDriftCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(api.resolve("/v1/cost-drift")).timeout(PATIENCE);
    if (key != null) {
      request.header("X-Api-Key", key);
    }
    try (HttpClient client = HttpClient.newHttpClient()) {
      HttpResponse<String> answer =
          client.send(request.build(), HttpResponse.BodyHandlers.ofString());
      return show(answer.statusCode(), answer.body());
    }
  }

  private int show(int status, String body) {
    if (status != 200) {
      terminal.note("headgate cost-drift: " + status + " " + Json.text(body, "detail"));
      return Exit.PROBLEMS.code();
    }
    if (json) {
      terminal.line(Json.indented(body));
    } else {
      table(Json.elements(body, "operations"));
      lines(Json.elements(body, "operations"));
    }
    return Exit.OK.code();
  }

  private void table(List<JsonNode> operations) {
    String form = "%-40s %9s %9s %9s %6s %8s %8s %9s %9s %9s";
    terminal.line(
        form.formatted(
            "operation",
            "calls",
            "quoted",
            "settled",
            "drift",
            "p50",
            "p95",
            "refunded",
            "in debt",
            "unpaid"));
    for (JsonNode one : operations) {
      long calls = one.path("calls").asLong();
      long quoted = one.path("quotedPoints").asLong();
      long settled = one.path("settledPoints").asLong();
      terminal.line(
          form.formatted(
              one.path("operation").asString(),
              calls,
              ratio(quoted, calls, "%.1f"),
              ratio(settled, calls, "%.1f"),
              ratio(100 * (settled - quoted), quoted, "%+.0f%%"),
              one.path("settledPoints50").asLong(),
              one.path("settledPoints95").asLong(),
              ratio(100 * one.path("refundedCalls").asLong(), calls, "%.0f%%"),
              ratio(100 * one.path("indebtedCalls").asLong(), calls, "%.0f%%"),
              one.path("unpaidPoints").asLong()));
    }
  }

  /** What to paste into a policy. */
  private void lines(List<JsonNode> operations) {
    List<JsonNode> typical = operations.stream().filter(one -> one.has("reserve")).toList();
    if (typical.isEmpty()) {
      return;
    }
    terminal.line("");
    terminal.line("# reserves what 95% of the recent calls cost at most");
    terminal.line("prices:");
    terminal.line("  rules:");
    for (JsonNode one : typical) {
      String name = one.path("operation").asString();
      terminal.line("    " + name + ": { reserve: " + one.path("reserve").asString() + " }");
    }
  }

  private static String ratio(long part, long whole, String form) {
    return whole == 0 ? "-" : String.format(Locale.ROOT, form, (double) part / whole);
  }
}
