package dev.headgate.server.admission;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headgate.policy.PolicyLoad;
import dev.headgate.policy.PolicyLoader;
import dev.headgate.server.Running;
import dev.headgate.server.Sources;
import dev.headgate.server.Wiring;
import dev.headgate.server.demo.DemoDocuments;
import dev.headgate.server.demo.DemoSettings;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** Refusals inside an HTTP 200, through the gateway and the decision API on real sockets. */
class RefusalInsideTest {
  private static final String POLICY =
      """
      price: 2
      operations:
        query:
          on: POST /graphql
          dialect: { name: ietf, refusals: { status: 200, body: graphql } }
        item: GET /items
      limits:
        one-call: { unit: points, each: 1, reason: too-complex }
      """;

  /** Nothing listens there: no call of this test is admitted. */
  private static final int NO_UPSTREAM = 9;

  @Test
  void onlyTheOperationThatSaysSoIsRefusedInsideA200() throws Exception {
    try (Running running = start();
        HttpClient client = HttpClient.newHttpClient()) {
      HttpResponse<String> inside = call(running, client, "POST", "/graphql");
      HttpResponse<String> usual = call(running, client, "GET", "/items");

      assertThat(inside.statusCode()).isEqualTo(200);
      assertThat(inside.headers().firstValue("Content-Type")).hasValue("application/json");
      assertThat(inside.body())
          .isEqualTo(
              "{\"errors\":[{\"message\":\"points: 2 (expected: <= 1 by one-call)\","
                  + "\"extensions\":{\"code\":\"REFUSED\",\"reason\":\"too-complex\"}}]}");
      assertThat(usual.statusCode()).isEqualTo(403);
      assertThat(usual.headers().firstValue("Content-Type")).hasValue("application/problem+json");
    }
  }

  @Test
  void theDecisionApiTellsWhatToAnswerInstead() throws Exception {
    try (Running running = start();
        HttpClient client = HttpClient.newHttpClient()) {
      String inside = decide(running, client, "POST", "/graphql");
      String usual = decide(running, client, "GET", "/items");

      assertThat(inside)
          .contains(
              "\"status\":403",
              "\"answer\":{\"status\":200,\"mediaType\":\"application/json\",\"body\":\"{");
      assertThat(usual).contains("\"status\":403").doesNotContain("\"answer\"");
    }
  }

  private static String decide(Running running, HttpClient client, String method, String path)
      throws IOException, InterruptedException {
    String call =
        "{\"method\":\"%s\",\"path\":\"%s\",\"caller\":{\"tenant\":\"tenant-a\"}}"
            .formatted(method, path);
    URI target = URI.create("http://127.0.0.1:" + running.apiPort() + "/v1/decide");
    HttpRequest request =
        HttpRequest.newBuilder(target)
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(call))
            .build();
    return client.send(request, HttpResponse.BodyHandlers.ofString()).body();
  }

  private static HttpResponse<String> call(
      Running running, HttpClient client, String method, String path)
      throws IOException, InterruptedException {
    URI target = URI.create("http://127.0.0.1:" + running.gatewayPort() + path);
    HttpRequest request =
        HttpRequest.newBuilder(target)
            .version(HttpClient.Version.HTTP_1_1)
            .method(method, HttpRequest.BodyPublishers.noBody())
            .header("X-Api-Key", "demo-key-1")
            .build();
    return client.send(request, HttpResponse.BodyHandlers.ofString());
  }

  private static Running start() {
    PolicyLoad load = PolicyLoader.loadText("policy.yaml", POLICY);
    assertThat(load).isInstanceOf(PolicyLoad.Loaded.class);
    return Wiring.start(
        DemoSettings.demo(Path.of("policy.yaml"), new DemoSettings.Ports(0, 0, NO_UPSTREAM)),
        Sources.fixed(((PolicyLoad.Loaded) load).policy(), DemoDocuments.registry()));
  }
}
