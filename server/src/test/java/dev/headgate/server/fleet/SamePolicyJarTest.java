package dev.headgate.server.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headgate.server.cli.HeadgateProcess;
import dev.headgate.server.store.redis.ClusterServers;
import dev.headgate.server.store.redis.RedisServer;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** One policy file in memory, in a file, in Redis and in a cluster of Redis: the same answers. */
@Timeout(300)
class SamePolicyJarTest {
  private static final int CALLS = 14;

  /** In a cluster the limit of the app and the quota of the tenant lie apart. */
  private static final String POLICY =
      """
      settings: { storeBudget: 5s }
      operations: { search: { on: "GET /search", price: 5 } }
      limits:
        burst: { per: app, bucket: { amount: 10, every: 1d } }
      quotas:
        monthly: { per: tenant, amount: 1000, every: month }
        pooled: { per: tenant, amount: 100000, every: month, unit: requests }
      """;

  private static final String CALL =
      """
      {"operation": "search", "caller": {"tenant": "tenant-a", "app": "app-1"}}
      """;

  @TempDir Path folder;

  @Test
  void theSamePolicyGivesTheSameAnswersOnEveryStore() throws Exception {
    Files.writeString(folder.resolve("policy.yaml"), POLICY);
    Files.writeString(
        folder.resolve("registry.yaml"),
        "tenants: { tenant-a: { plan: standard } }\napps: { app-1: {} }\n");

    List<String> memory = answers("memory");

    assertThat(memory).hasSize(CALLS).filteredOn(one -> one.startsWith("true")).hasSize(10);
    assertThat(memory.getLast()).isEqualTo("false burst 0 monthly 950 pooled 99990");
    assertThat(answers("sqlite:counters.db")).isEqualTo(memory);
    try (RedisServer redis = RedisServer.start()) {
      assertThat(answers("redis://127.0.0.1:" + redis.port())).isEqualTo(memory);
    }
    try (ClusterServers cluster = ClusterServers.start(3, 0)) {
      assertThat(answers(cluster.url())).isEqualTo(memory);
    }
  }

  /** What a fresh server says to the calls, one after the other. */
  private List<String> answers(String store) throws Exception {
    Path config =
        Files.writeString(
            folder.resolve("headgate.yaml"),
            """
            policy: policy.yaml
            registry: registry.yaml
            api: { listen: "127.0.0.1:0" }
            store: { url: "STORE" }
            """
                .replace("STORE", store));
    List<String> answers = new ArrayList<>();
    try (HeadgateProcess serving = HeadgateProcess.start("serve", "--config", config.toString());
        HttpClient http = HttpClient.newHttpClient()) {
      String port = serving.readLine().replace("decision API on port ", "");
      HttpRequest request =
          HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/v1/decide"))
              .header("Content-Type", "application/json")
              .POST(BodyPublishers.ofString(CALL))
              .build();
      for (int i = 0; i < CALLS; i++) {
        answers.add(shown(Answered.of(http.send(request, BodyHandlers.ofString()).body())));
      }
      assertThat(serving.end()).isEqualTo(143);
    }
    return answers;
  }

  private static String shown(Answered answer) {
    StringBuilder text = new StringBuilder().append(answer.allowed());
    for (Answered.Stand stand : answer.stands()) {
      text.append(' ').append(stand.rule()).append(' ').append(stand.remaining());
    }
    return text.toString();
  }
}
