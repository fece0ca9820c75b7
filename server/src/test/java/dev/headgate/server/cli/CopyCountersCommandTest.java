package dev.headgate.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headgate.server.store.redis.RedisServer;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From one machine to a fleet: what was counted before goes on counting. */
class CopyCountersCommandTest {
  private static final String CALL =
      """
      {"operation": "work", "held": true, "caller": {"tenant": "tenant-a"}}
      """;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @TempDir Path folder;

  @BeforeEach
  void policy() throws IOException {
    Files.writeString(
        folder.resolve("registry.yaml"), "tenants: { tenant-a: { plan: standard } }\n");
    Files.writeString(
        folder.resolve("policy.yaml"),
        """
        settings: { storeBudget: 5s }
        operations: { work: { on: "GET /work", price: 7 } }
        quotas: { monthly: { per: tenant, amount: 1000, every: month } }
        limits: { running: { per: tenant, concurrent: 5 } }
        """);
  }

  @Test
  void aFleetGoesOnWhereOneMachineEnded() throws Exception {
    Path one = config("one.yaml", "sqlite:counters.db");
    assertThat(left(one, 3)).isEqualTo(979);
    try (RedisServer server = RedisServer.start()) {
      Path fleet = config("fleet.yaml", "redis://127.0.0.1:" + server.port());

      int code = copy(fleet);

      assertThat(code).as(err.toString()).isZero();
      assertThat(out.toString())
          .isEqualTo(
              """
              1             copied
              1             of permits whose calls have ended, not copied
              3             reservations open, charged at what they reserved
              """);
      assertThat(left(fleet, 1)).isEqualTo(972);
    }
  }

  @Test
  void whatCannotBeCopiedIsSaidInOneLine() throws Exception {
    Path one = config("one.yaml", "sqlite:counters.db");
    assertThat(copy(one)).isEqualTo(1);
    assertThat(err.toString()).endsWith("counters.db (expected: redis://...)\n");
    try (RedisServer server = RedisServer.start()) {
      Path fleet = config("fleet.yaml", "redis://127.0.0.1:" + server.port());

      assertThat(copy(fleet)).isEqualTo(3);
      assertThat(err.toString())
          .endsWith("counters.db: not there (expected: a file of counters)\n");
    }
  }

  private int copy(Path config) {
    Terminal terminal =
        new Terminal(new PrintWriter(out, true), new PrintWriter(err, true), /* colours= */ false);
    return Main.run(
        terminal,
        "copy-counters",
        "--from",
        folder.resolve("counters.db").toString(),
        "--config",
        config.toString());
  }

  private Path config(String name, String url) throws IOException {
    return Files.writeString(
        folder.resolve(name),
        """
        policy: policy.yaml
        registry: registry.yaml
        api: { listen: "127.0.0.1:0" }
        store: { url: "URL" }
        """
            .replace("URL", url));
  }

  /** What is left of the quota after so many calls to a server that is ended then. */
  private static long left(Path config, int calls) throws Exception {
    try (HeadgateProcess serving =
            HeadgateProcess.startUnpacked("serve", "--config", config.toString());
        HttpClient http = HttpClient.newHttpClient()) {
      String port = serving.readLine().replace("decision API on port ", "");
      HttpRequest request =
          HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/v1/decide"))
              .header("Content-Type", "application/json")
              .POST(BodyPublishers.ofString(CALL))
              .build();
      String answer = "";
      for (int i = 0; i < calls; i++) {
        answer = http.send(request, BodyHandlers.ofString()).body();
      }
      assertThat(serving.end()).isEqualTo(143);
      return Long.parseLong(answer.replaceAll("(?s).*\"monthly\".*?\"remaining\":(\\d+).*", "$1"));
    }
  }
}
