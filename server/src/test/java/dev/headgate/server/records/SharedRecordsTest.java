package dev.headgate.server.records;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headgate.core.time.Micros;
import dev.headgate.policy.problem.Problems;
import dev.headgate.policy.registry.RegistryEntries;
import dev.headgate.policy.registry.RegistryEntry;
import dev.headgate.policy.registry.RegistryTable;
import dev.headgate.policy.registry.Secrets;
import dev.headgate.server.Running;
import dev.headgate.server.Sources;
import dev.headgate.server.Wiring;
import dev.headgate.server.config.ServeReader;
import dev.headgate.server.config.ServeSettings;
import dev.headgate.server.records.UsageRecords.Part;
import dev.headgate.server.records.UsageRecords.Span;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two nodes, from their configuration, over one database. */
class SharedRecordsTest {
  private static final String KEY = "operator-key";
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final String CALL =
      "{\"method\":\"GET\",\"path\":\"/x\",\"caller\":{\"tenant\":\"tenant-a\"}}";
  private static final String CONFIG =
      """
      policy: policy.yaml
      records: { url: "sqlite:records.db" }
      api:
        listen: "127.0.0.1:0"
        keys: { operator-1: { sha256: %s, rights: [decide, admin] } }
      """
          .formatted(Secrets.hash(KEY));

  @TempDir Path folder;

  private final HttpClient http = HttpClient.newHttpClient();
  private Running first;
  private Running second;

  @BeforeEach
  void start() throws IOException {
    Files.writeString(
        folder.resolve("policy.yaml"), "limits: { daily: { window: 1000 per 1d, per: tenant } }\n");
    Files.writeString(folder.resolve("headgate.yaml"), CONFIG);
    first = node();
    second = node();
  }

  @AfterEach
  void end() {
    first.close();
    second.close();
    http.close();
  }

  @Test
  void nodesFollowTheRegistryWithoutARestart() throws Exception {
    assertThat(post(first, "/v1/check", CALL).statusCode()).isNotEqualTo(200);

    register();

    await(() -> post(first, "/v1/check", CALL).statusCode() == 200);
    await(() -> post(second, "/v1/check", CALL).statusCode() == 200);
  }

  @Test
  void aRegistryThatMeansNothingReplacesNoGoodOne() {
    try (Records records = records()) {
      records.registry().replace(tenant("tenant-b", Map.of()));
      SharedRegistry shared = SharedRegistry.open(records.registry());
      records.registry().replace(tenant("tenant-a", Map.of("users", "many")));
      shared.run();

      assertThat(shared.get().tenants()).containsOnlyKeys("tenant-b");
      Refusals.refused(
          () -> SharedRegistry.open(records.registry()),
          "registry of the records: tenants.tenant-a.users: ");
    }
  }

  @Test
  void usageOfAllNodesIsSummedUp() throws Exception {
    register();
    await(() -> post(first, "/v1/check", CALL).statusCode() == 200);
    await(() -> post(second, "/v1/check", CALL).statusCode() == 200);
    for (int i = 0; i < 5; i++) {
      assertThat(post(first, "/v1/decide", CALL).statusCode()).isEqualTo(200);
      assertThat(post(second, "/v1/decide", CALL).statusCode()).isEqualTo(200);
    }
    first.close();
    second.close();

    try (Records records = records()) {
      assertThat(records.usage().read(new Span(0, Micros.NEVER), EnumSet.of(Part.TENANT), 10))
          .extracting(line -> line.key().tenant() + " " + line.sums().allowed())
          .containsExactly("tenant-a 10");
    }
  }

  @Test
  void theAuditLogIsOneForAllNodes() throws Exception {
    String until = Micros.instant(Wiring.now() + 3_600 * Micros.SECOND).toString();
    String order = "{\"owner\":\"team-a\",\"reason\":\"trial\",\"until\":\"%s\"}".formatted(until);

    HttpResponse<String> put =
        send(request(first, "/v1/kill-switch").PUT(BodyPublishers.ofString(order)));
    HttpResponse<String> log = send(request(second, "/v1/audit").GET());

    assertThat(put.statusCode()).as(put.body()).isEqualTo(200);
    assertThat(log.body())
        .contains("\"number\":1,", "\"who\":\"operator-1\"", "kill-switch.on", "\"node\":\"node-");
  }

  private void register() {
    try (Records records = records()) {
      records.registry().replace(tenant("tenant-a", Map.of("plan", "standard")));
    }
  }

  private static RegistryEntries tenant(String id, Map<String, String> columns) {
    return new RegistryEntries(
        List.of(RegistryEntry.of(RegistryTable.TENANTS, id, columns, Map.of())));
  }

  private Records records() {
    RecordsUrl.Sqlite file = new RecordsUrl.Sqlite(folder.resolve("records.db"));
    return Wiring.records(new RecordsSettings(file, RecordsSettings.USAGE));
  }

  private Running node() {
    Problems problems = new Problems();
    ServeSettings settings = ServeReader.read(folder.resolve("headgate.yaml"), problems);
    assertThat(problems.problems()).isEmpty();
    Sources.Opened opened = Sources.open(folder.resolve("policy.yaml"), null);
    return Wiring.start(
        Objects.requireNonNull(settings), ((Sources.Opened.Ready) opened).sources());
  }

  private interface Condition {
    boolean holds() throws Exception;
  }

  private static void await(Condition condition) throws Exception {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!condition.holds()) {
      assertThat(System.nanoTime()).isLessThan(deadline);
    }
  }

  private HttpResponse<String> post(Running node, String path, String body) throws Exception {
    return send(request(node, path).POST(BodyPublishers.ofString(body)));
  }

  private HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
    return http.send(request.build(), BodyHandlers.ofString());
  }

  private static HttpRequest.Builder request(Running node, String path) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + node.apiPort() + path))
        .header("Content-Type", "application/json")
        .header("X-Api-Key", KEY);
  }
}
