package dev.headgate.server.admission;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headgate.policy.PolicyLoad;
import dev.headgate.policy.PolicyLoader;
import dev.headgate.server.Running;
import dev.headgate.server.Sources;
import dev.headgate.server.Wiring;
import dev.headgate.server.config.ServeSettings;
import dev.headgate.server.demo.DemoDocuments;
import dev.headgate.server.demo.DemoSettings;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Calls with an Idempotency-Key through gateway and engine, on real sockets. */
class CallIdsTest {
  private static final String POLICY =
      """
      operations:
        createIssue: "POST /issues"
        createPayment: "POST /payments"
        createUser: "POST /users"
      limits: { each: { window: 2 per 1d, per: tenant } }
      """;

  private final Vertx vertx = Vertx.vertx();
  private final HttpClient client = HttpClient.newHttpClient();
  private final BlockingQueue<HttpServerRequest> arrived = new LinkedBlockingQueue<>();
  private Running running;

  @BeforeEach
  void start() {
    HttpServer upstream =
        vertx
            .createHttpServer(new HttpServerOptions().setHost("127.0.0.1").setPort(0))
            .requestHandler(arrived::add)
            .listen()
            .await();
    DemoSettings.Ports ports = new DemoSettings.Ports(0, 0, upstream.actualPort());
    ServeSettings demo = DemoSettings.demo(Path.of("policy.yaml"), ports);
    ServeSettings settings =
        new ServeSettings(
            demo.files(),
            demo.store(),
            demo.gateway(),
            new IdempotencySettings(Set.of("createIssue"), Set.of("createPayment")),
            demo.api(),
            demo.access(),
            demo.identity(),
            demo.drain());
    PolicyLoad load = PolicyLoader.loadText("policy.yaml", POLICY);
    running =
        Wiring.start(
            settings, Sources.fixed(((PolicyLoad.Loaded) load).policy(), DemoDocuments.registry()));
  }

  @AfterEach
  void end() {
    client.close();
    running.close();
    vertx.close().await();
  }

  private CompletableFuture<HttpResponse<String>> post(String path, String... keys) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + running.gatewayPort() + path))
            .version(HttpClient.Version.HTTP_1_1)
            .header("X-Api-Key", "demo-key-1")
            .POST(HttpRequest.BodyPublishers.ofString("{}"));
    for (String key : keys) {
      request.header("Idempotency-Key", key);
    }
    return client.sendAsync(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  private HttpResponse<String> answered(CompletableFuture<HttpResponse<String>> call, int status)
      throws Exception {
    HttpServerRequest request = arrived.poll(20, TimeUnit.SECONDS);
    request.response().setStatusCode(status).end("done");
    return call.get(20, TimeUnit.SECONDS);
  }

  @Test
  void aCallRepeatedUnderItsIdIsTakenOnce() throws Exception {
    assertThat(answered(post("/issues", "\"call-1\""), 201).statusCode()).isEqualTo(201);

    HttpResponse<String> again = answered(post("/issues", "call-1"), 201);

    assertThat(again.statusCode()).isEqualTo(201);
    assertThat(again.headers().firstValue("RateLimit").orElse("")).startsWith("\"each\";r=1;");
  }

  @Test
  void anotherCallUnderTheSameIdIs422() throws Exception {
    answered(post("/issues", "call-1"), 201);

    HttpResponse<String> other = post("/issues?draft=1", "call-1").get(20, TimeUnit.SECONDS);

    assertThat(other.statusCode()).isEqualTo(422);
    assertThat(other.body()).contains("\"reason\":\"id-reused\"");
    assertThat(arrived).isEmpty();
  }

  @Test
  void aRepetitionOfACallThatStillRunsIs409() throws Exception {
    CompletableFuture<HttpResponse<String>> first = post("/issues", "call-1");
    HttpServerRequest held = arrived.poll(20, TimeUnit.SECONDS);

    HttpResponse<String> early = post("/issues", "call-1").get(20, TimeUnit.SECONDS);
    held.response().setStatusCode(201).end();

    assertThat(early.statusCode()).isEqualTo(409);
    assertThat(early.body()).contains("\"reason\":\"call-running\"");
    assertThat(first.get(20, TimeUnit.SECONDS).statusCode()).isEqualTo(201);
    assertThat(answered(post("/issues", "call-1"), 201).statusCode()).isEqualTo(201);
  }

  @Test
  void aCallThatCostNothingIsDecidedAnewUnderItsId() throws Exception {
    answered(post("/issues", "call-1"), 503);

    HttpResponse<String> again = answered(post("/issues", "call-1"), 201);

    assertThat(again.headers().firstValue("RateLimit").orElse("")).startsWith("\"each\";r=1;");
  }

  @Test
  void anIdIsNeededOnlyWhereItIsRequired() throws Exception {
    HttpResponse<String> without = post("/payments").get(20, TimeUnit.SECONDS);

    assertThat(without.statusCode()).isEqualTo(400);
    assertThat(without.body())
        .contains("Idempotency-Key: none (expected: one for each call of createPayment)");
    assertThat(answered(post("/issues"), 201).statusCode()).isEqualTo(201);
  }

  @Test
  void anIdThatCannotBeReadIs400AndOneThatIsNotReadIsLetThrough() throws Exception {
    HttpResponse<String> two = post("/issues", "call-1", "call-2").get(20, TimeUnit.SECONDS);

    assertThat(two.statusCode()).isEqualTo(400);
    assertThat(two.body()).contains("Idempotency-Key: 2 lines (expected: one)");
    assertThat(answered(post("/users", "\"a\"b\""), 201).statusCode()).isEqualTo(201);
  }
}
