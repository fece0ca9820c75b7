package dev.headgate.server.admission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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
import io.vertx.core.http.HttpServerRequest;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Requests through gateway and engine to an upstream and back, on real sockets. */
class GatewayOverEngineTest {
  private final Vertx vertx = Vertx.vertx();
  private final HttpClient client = HttpClient.newHttpClient();
  private final AtomicInteger seen = new AtomicInteger();
  private final Queue<String> targets = new ConcurrentLinkedQueue<>();
  private final Queue<Integer> answers = new ConcurrentLinkedQueue<>();
  private final CompletableFuture<HttpServerRequest> held = new CompletableFuture<>();
  private int upstreamPort;

  @BeforeEach
  void upstream() {
    HttpServer upstream =
        vertx
            .createHttpServer(new HttpServerOptions().setHost("127.0.0.1").setPort(0))
            .requestHandler(
                request -> {
                  seen.incrementAndGet();
                  targets.add(request.uri());
                  if (request.path().equals("/gone")) {
                    request.connection().close();
                    return;
                  }
                  if (request.path().equals("/broken")) {
                    request.response().putHeader("Content-Length", "100").write("half");
                    request.connection().close();
                    return;
                  }
                  if (request.path().equals("/held")) {
                    held.complete(request);
                    return;
                  }
                  int status = request.path().startsWith("/fail") ? 503 : 200;
                  request.response().setStatusCode(status).end("done");
                })
            .listen()
            .await();
    upstreamPort = upstream.actualPort();
  }

  @AfterEach
  void end() {
    client.close();
    vertx.close().await();
  }

  private Running start(String policy) {
    PolicyLoad load = PolicyLoader.loadText("policy.yaml", policy);
    assertThat(load).isInstanceOf(PolicyLoad.Loaded.class);
    Policy loaded = ((PolicyLoad.Loaded) load).policy();
    return Wiring.start(
        DemoSettings.demo(Path.of("policy.yaml"), new DemoSettings.Ports(0, 0, upstreamPort)),
        Sources.fixed(loaded, DemoDocuments.registry()));
  }

  private HttpResponse<String> get(Running running, String path, String key)
      throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + running.gatewayPort() + path))
            .version(HttpClient.Version.HTTP_1_1)
            .header("X-Api-Key", key)
            .build();
    return client.send(request, HttpResponse.BodyHandlers.ofString());
  }

  @Test
  void aCallThatTheUpstreamFailedCostsNothing() throws Exception {
    try (Running running = start("limits: { once: { window: 1 per 1d, per: tenant } }\n")) {
      assertThat(get(running, "/fail", "demo-key-1").statusCode()).isEqualTo(503);

      assertThat(get(running, "/works", "demo-key-1").statusCode()).isEqualTo(200);
      HttpResponse<String> refused = get(running, "/works", "demo-key-1");

      assertThat(refused.statusCode()).isEqualTo(429);
      assertThat(refused.headers().firstValueAsLong("Retry-After").orElse(0)).isPositive();
      assertThat(refused.headers().firstValue("RateLimit"))
          .hasValueSatisfying(field -> assertThat(field).startsWith("\"once\";r=0;t="));
      assertThat(get(running, "/works", "demo-key-2").statusCode())
          .as("another tenant")
          .isEqualTo(200);
    }
  }

  @Test
  void whatWasGivenBackIsNotShownAsCharged() throws Exception {
    try (Running running = start("quotas: { hourly: { amount: 10, every: hour } }\n")) {
      assertThat(field(get(running, "/works", "demo-key-1"), "RateLimit"))
          .contains("r=9")
          .endsWith(";hg-cost=1;hg-cost-kind=final");

      HttpResponse<String> failed = get(running, "/fail", "demo-key-1");

      assertThat(failed.statusCode()).isEqualTo(503);
      assertThat(field(failed, "RateLimit")).endsWith(";hg-cost=0;hg-cost-kind=final");
      assertThat(field(get(running, "/works", "demo-key-1"), "RateLimit")).contains("r=8");
    }
  }

  @Test
  void anAnswerOfTheGatewayInPlaceOfTheUpstreamsKeepsTheFields() throws Exception {
    try (Running running = start("quotas: { hourly: { amount: 10, every: hour } }\n")) {
      HttpResponse<String> answer = get(running, "/gone", "demo-key-1");

      assertThat(answer.statusCode()).isEqualTo(502);
      assertThat(field(answer, "RateLimit-Policy"))
          .isEqualTo("\"hourly\";q=10;w=3600;hg-unit=\"points\"");
      assertThat(field(answer, "RateLimit"))
          .startsWith("\"hourly\";r=9;t=")
          .endsWith(";hg-cost=0;hg-cost-kind=final");
    }
  }

  @Test
  void aCostThatIsNotKnownYetCanBeAskedFor() throws Exception {
    String policy =
        """
        operations: { read: { on: GET /works, counts: { "$.issues[*]": core }, reserve: 7 } }
        limits: { burst: { window: 100 per 1s } }
        dialect: x-ratelimit
        """;
    try (Running running = start(policy)) {
      String cost = field(get(running, "/works", "demo-key-1"), "Headgate-Cost");

      assertThat(cost).startsWith("7;kind=reserved;reservation=\"");
      String id = cost.replaceAll(".*reservation=\"(.*)\"", "$1");
      await(() -> reservation(running, id).contains("\"state\":\"ended\""));
      assertThat(reservation(running, id)).contains("\"points\":7");
    }
  }

  @Test
  void aGateRefusesWithItsOwnReasonAndNeverAsThrottling() throws Exception {
    String policy =
        """
        gates:
          licence:
            admits: caller.licence == "creator"
            reason: named-creator-licence-required
            detail: a float licence has no access
        limits: { environment: { sliding: 10 per 1s } }
        """;
    try (Running running = start(policy)) {
      HttpResponse<String> answer = get(running, "/works", "demo-key-1");

      assertThat(answer.statusCode()).isEqualTo(403);
      assertThat(answer.body()).contains("\"reason\":\"named-creator-licence-required\"");
      assertThat(answer.headers().map()).doesNotContainKeys("retry-after", "ratelimit");
      assertThat(seen.get()).isZero();
    }
  }

  @Test
  void aResponseThatTheUpstreamBreaksOffAfterIts200CostsNothing() throws Exception {
    try (Running running = start("limits: { once: { window: 1 per 1d, per: tenant } }\n")) {
      assertThatThrownBy(() -> get(running, "/broken", "demo-key-1"))
          .isInstanceOf(IOException.class);

      await(() -> status(running, "/works") == 200);

      assertThat(status(running, "/works")).isEqualTo(429);
    }
  }

  @Test
  void aPathIsDecodedOnceAndForwardedAsItCame() throws Exception {
    String policy =
        """
        operations: { getIssue: "GET /issues/{issue}" }
        limits: { each: { window: 1 per 1d, per: issue, when: operation.name == "getIssue" } }
        """;
    try (Running running = start(policy)) {
      assertThat(status(running, "/issues/a%252Fb")).isEqualTo(200);
      assertThat(targets).containsExactly("/issues/a%252Fb");

      assertThat(status(running, "/issues/%61%252fb")).as("decodes to a%2fb").isEqualTo(200);
      assertThat(status(running, "/issues/%61%252Fb")).as("decodes to a%2Fb").isEqualTo(429);
      assertThat(status(running, "/issues/a%2Fb")).as("decodes to two parts").isEqualTo(400);
    }
  }

  @Test
  void answersOfTheGatewayAreCountedAsThoseOfTheApi() throws Exception {
    try (Running running = start("limits: { once: { window: 1 per 1d, per: tenant } }\n")) {
      get(running, "/works", "demo-key-1");
      get(running, "/works", "demo-key-1");
      get(running, "/works", "no-such-key");

      String series = "headgate_requests_seconds_count{door=\"gateway\",endpoint=\"GET\",status=";
      assertThat(metrics(running))
          .contains(series + "\"200\"} 1")
          .contains(series + "\"429\"} 1")
          .contains(series + "\"401\"} 1");
    }
  }

  @Test
  void nothingReachesTheUpstreamOfACallerNobodyKnows() throws Exception {
    try (Running running = start("limits: {}\n")) {
      HttpResponse<String> answer = get(running, "/works", "no-such-key");

      assertThat(answer.statusCode()).isEqualTo(401);
      assertThat(answer.headers().allValues("WWW-Authenticate"))
          .containsExactly("Bearer realm=\"headgate\"", "Basic realm=\"headgate\"");
      assertThat(answer.body()).contains("\"reason\":\"key-unknown\"").doesNotContain("no-such");
      assertThat(seen.get()).isZero();
    }
  }

  @Test
  void limitsTellClientAddressesApart() throws Exception {
    String policy = "limits: { each: { window: 1 per 1d, per: address } }\n";
    try (Running running = start(policy)) {
      assertThat(get(running, "/a", "demo-key-1").statusCode()).isEqualTo(200);

      assertThat(get(running, "/b", "demo-key-2").statusCode()).isEqualTo(429);
    }
  }

  @Test
  void anAttributeThatIsTooLongForAKeyIsTheCallersMistake() throws Exception {
    String policy =
        """
        operations: { getIssue: "GET /issues/{issue}" }
        limits: { each: { window: 1 per 1d, per: issue, when: operation.name == "getIssue" } }
        """;
    try (Running running = start(policy)) {
      HttpResponse<String> answer = get(running, "/issues/" + "9".repeat(600), "demo-key-1");

      assertThat(answer.statusCode()).isEqualTo(400);
      assertThat(answer.body()).contains("600 bytes (expected: <= 512 by each)");
      assertThat(seen.get()).isZero();
    }
  }

  @Test
  void aPathThatCouldBeReadInTwoWaysIsNotForwarded() throws Exception {
    try (Running running = start("limits: {}\n")) {
      assertThat(get(running, "/issues/%2e%2e/users", "demo-key-1").statusCode()).isEqualTo(400);
      assertThat(seen.get()).isZero();
    }
  }

  @Test
  void aDecisionIsCountedOnceWhicheverDoorAskedForIt() throws Exception {
    try (Running running = start("operations: { getIssue: \"GET /issues/{issue}\" }\n")) {
      get(running, "/works", "demo-key-1");
      String call = "{\"operation\":\"getIssue\",\"caller\":{\"tenant\":\"tenant-a\"}}";

      assertThat(post(running, "/v1/decide", call)).contains("\"decision\":\"allowed\"");

      assertThat(metrics(running)).contains("headgate_decisions_total{outcome=\"allowed\"} 2.0");
    }
  }

  @Test
  void endingsAndUnpaidPointsAreCounted() throws Exception {
    try (Running running = start("operations: { getIssue: \"GET /issues/{issue}\" }\n")) {
      String call =
          "{\"held\":true,\"operation\":\"getIssue\",\"caller\":{\"tenant\":\"tenant-a\"}}";
      String answer = post(running, "/v1/decide", call);
      String id = answer.replaceAll("(?s).*\"reservation\":\\{\"id\":\"([^\"]+)\".*", "$1");

      post(running, "/v1/settle", "{\"reservation\":\"" + id + "\"}");

      assertThat(metrics(running))
          .contains("headgate_endings_total{kind=\"settled\"} 1.0")
          .contains("headgate_endings_total{kind=\"expired\"} 0.0")
          .contains("headgate_unpaid_points_total 0.0")
          .contains("headgate_reservations_forgotten_early_total 0.0")
          .contains("headgate_reservations_unremembered_total 0.0");
    }
  }

  @Test
  void neitherDoorWaitsForTheCallsOfTheOtherWhenTheyDrain() throws Exception {
    try (Running running = start("limits: {}\n")) {
      Thread call = Thread.ofVirtual().start(() -> answers.add(status(running, "/held")));
      HttpServerRequest arrived = held.get(20, TimeUnit.SECONDS);
      int api = running.apiPort();
      Thread drain = Thread.ofVirtual().start(running::close);

      await(() -> isShut(api));

      assertThat(answers).as("the call still runs").isEmpty();
      arrived.response().end("done");
      call.join();
      drain.join();
      assertThat(answers).containsExactly(200);
    }
  }

  private int status(Running running, String path) {
    try {
      return get(running, path, "demo-key-1").statusCode();
    } catch (IOException | InterruptedException failed) {
      throw new AssertionError(failed);
    }
  }

  private String reservation(Running running, String id) {
    String address = "http://127.0.0.1:" + running.apiPort() + "/v1/reservations/" + id;
    try {
      return client
          .send(
              HttpRequest.newBuilder(URI.create(address)).build(),
              HttpResponse.BodyHandlers.ofString())
          .body();
    } catch (IOException | InterruptedException failed) {
      throw new AssertionError(failed);
    }
  }

  private static String field(HttpResponse<String> response, String name) {
    return response.headers().firstValue(name).orElse("no " + name);
  }

  private static boolean isShut(int port) {
    try {
      new Socket(InetAddress.getLoopbackAddress(), port).close();
      return false;
    } catch (IOException refused) {
      return true;
    }
  }

  private static void await(BooleanSupplier condition) {
    long deadline = System.nanoTime() + 20_000_000_000L;
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as("20 s in vain").isLessThan(deadline);
      Thread.onSpinWait();
    }
  }

  private String post(Running running, String path, String body) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + running.apiPort() + path))
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build();
    return client.send(request, HttpResponse.BodyHandlers.ofString()).body();
  }

  private String metrics(Running running) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + running.apiPort() + "/metrics"))
            .build();
    return client.send(request, HttpResponse.BodyHandlers.ofString()).body();
  }
}
