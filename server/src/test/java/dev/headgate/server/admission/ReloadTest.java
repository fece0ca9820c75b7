package dev.headgate.server.admission;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headgate.policy.Policy;
import dev.headgate.policy.PolicyLoad;
import dev.headgate.policy.PolicyLoader;
import dev.headgate.server.Running;
import dev.headgate.server.Sources;
import dev.headgate.server.Wiring;
import dev.headgate.server.demo.DemoDocuments;
import dev.headgate.server.demo.DemoSettings;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Two policies that replace each other at every reading: who reads the policy twice for one call
 * sees the operation of the one and the rules of the other, and no rule applies.
 */
class ReloadTest {
  private static final int CALLS = 200;

  private final AtomicInteger readings = new AtomicInteger();
  private final Policy even = policy("first");
  private final Policy odd = policy("second");
  private final Vertx vertx = Vertx.vertx();
  private final HttpClient client = HttpClient.newHttpClient();
  private Running running;

  private static Policy policy(String operation) {
    String text =
        """
        operations: { NAME: "GET /x" }
        limits: { NAME: { window: 100000 per 1d, when: operation.name == "NAME" } }
        """
            .replace("NAME", operation);
    return ((PolicyLoad.Loaded) PolicyLoader.loadText("policy.yaml", text)).policy();
  }

  private Policy next() {
    return readings.getAndIncrement() % 2 == 0 ? even : odd;
  }

  @BeforeEach
  void start() {
    HttpServer upstream =
        vertx
            .createHttpServer(new HttpServerOptions().setHost("127.0.0.1").setPort(0))
            .requestHandler(request -> request.response().end("done"))
            .listen()
            .await();
    running =
        Wiring.start(
            DemoSettings.demo(
                Path.of("policy.yaml"), new DemoSettings.Ports(0, 0, upstream.actualPort())),
            new Sources(this::next, DemoDocuments::registry, () -> {}));
  }

  @AfterEach
  void end() {
    client.close();
    running.close();
    vertx.close().await();
  }

  @Test
  void aCallAtTheGatewaySeesOnePolicy() throws Exception {
    for (int i = 0; i < CALLS; i++) {
      HttpResponse<String> answer =
          send(request(running.gatewayPort(), "/x").header("X-Api-Key", "demo-key-1"));

      assertThat(answer.headers().firstValue("RateLimit").orElse("none"))
          .matches("\"(first|second)\";.*");
    }
  }

  @Test
  void aCallAtTheApiSeesOnePolicy() throws Exception {
    String call =
        """
        {"method": "GET", "path": "/x", "caller": {"tenant": "tenant-a", "app": "app-1"}}
        """;
    for (int i = 0; i < CALLS; i++) {
      HttpResponse<String> answer =
          send(
              request(running.apiPort(), "/v1/decide")
                  .header("Content-Type", "application/json")
                  .POST(HttpRequest.BodyPublishers.ofString(call)));

      assertThat(answer.body()).containsPattern("\"rule\":\"(first|second)\"");
    }
  }

  private static HttpRequest.Builder request(int port, String path) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
        .version(HttpClient.Version.HTTP_1_1);
  }

  private HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
    return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }
}
