package dev.headgate.server.admission;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headgate.policy.PolicyLoad;
import dev.headgate.policy.PolicyLoader;
import dev.headgate.server.Running;
import dev.headgate.server.Sources;
import dev.headgate.server.Wiring;
import dev.headgate.server.demo.DemoDocuments;
import dev.headgate.server.demo.DemoSettings;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What calls cost whose objects are counted on their way through the gateway. */
class CountedBodiesTest {
  private static final String POLICY =
      """
      price: 1
      charges: { costField: X-Points }
      operations:
        getIssue: { on: "GET /issue", counts: core }
        search:
          on: "GET /search"
          counts: { "$.issues[*]": core }
          page: { by: max, usual: 50, most: 500 }
        members: { on: "GET /members", counts: { "$.values[*]": identity }, atMost: 50 }
        bulk: { on: "POST /bulk", bulk: { each: "$.items[*]", atMost: 40 } }
        find: { on: "POST /find", counts: { "$.issues[*]": core }, atMost: 50 }
      quotas: { hourly: { amount: 65000, every: hour } }
      """;

  private final Vertx vertx = Vertx.vertx();
  private final HttpClient client = HttpClient.newHttpClient();
  private final CompletableFuture<Runnable> paused = new CompletableFuture<>();
  private Running running;

  @BeforeEach
  void start() {
    HttpServer upstream =
        vertx
            .createHttpServer(new HttpServerOptions().setHost("127.0.0.1").setPort(0))
            .requestHandler(request -> request.body().onSuccess(body -> answer(request)))
            .listen()
            .await();
    PolicyLoad load = PolicyLoader.loadText("policy.yaml", POLICY);
    assertThat(load).isInstanceOf(PolicyLoad.Loaded.class);
    running =
        Wiring.start(
            DemoSettings.demo(
                Path.of("policy.yaml"), new DemoSettings.Ports(0, 0, upstream.actualPort())),
            Sources.fixed(((PolicyLoad.Loaded) load).policy(), DemoDocuments.registry()));
  }

  @AfterEach
  void end() {
    running.close();
    client.close();
    vertx.close().await();
  }

  /** Answers as the request's own fields say. */
  private void answer(HttpServerRequest request) {
    HttpServerResponse response = request.response();
    response.setStatusCode(Integer.parseInt(field(request, "Want-Status", "200")));
    response.putHeader("Content-Type", "application/json");
    if (request.headers().contains("Want-Points")) {
      response.putHeader("X-Points", request.getHeader("Want-Points"));
    }
    if (response.getStatusCode() == 304) {
      response.end();
      return;
    }
    byte[] body = body(field(request, "Want-Body", "{}"));
    String coding = request.getHeader("Want-Coding");
    Buffer sent = Buffer.buffer(coding == null ? body : packed(coding, body));
    if (coding != null) {
      response.putHeader("Content-Encoding", coding);
    }
    if (request.headers().contains("Want-Pause")) {
      response.setChunked(true);
      response.write(sent.slice(0, 10));
      paused.complete(() -> response.end(sent.slice(10, sent.length())));
      return;
    }
    if (request.headers().contains("Want-Break")) {
      response.setChunked(true);
      response.write(sent.slice(0, 10)).onComplete(any -> request.connection().close());
      return;
    }
    if (request.headers().contains("Want-Chunks")) {
      response.setChunked(true);
      for (int i = 0; i < sent.length(); i += 700) {
        response.write(sent.slice(i, Math.min(sent.length(), i + 700)));
      }
      response.end();
    } else {
      response.end(sent);
    }
  }

  private static String field(HttpServerRequest request, String name, String usual) {
    return request.headers().contains(name) ? request.getHeader(name) : usual;
  }

  /** A number stands for a page of so many issues. */
  private static byte[] body(String wanted) {
    if (!Character.isDigit(wanted.charAt(0))) {
      return wanted.getBytes(StandardCharsets.UTF_8);
    }
    StringBuilder page = new StringBuilder("{\"total\":1000,\"issues\":[");
    for (int i = 0; i < Integer.parseInt(wanted); i++) {
      page.append(i == 0 ? "" : ",").append("{\"id\":").append(i).append(",\"text\":\"");
      page.append("x ".repeat(150)).append("\"}");
    }
    return page.append("]}").toString().getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] packed(String coding, byte[] body) {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (OutputStream out =
        switch (coding) {
          case "gzip" -> new GZIPOutputStream(packed);
          case "deflate" -> new DeflaterOutputStream(packed);
          default -> packed;
        }) {
      out.write(body);
    } catch (IOException impossible) {
      throw new AssertionError(impossible);
    }
    return packed.toByteArray();
  }

  private HttpResponse<byte[]> call(String method, String path, String body, String... wanted)
      throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + running.gatewayPort() + path))
            .version(HttpClient.Version.HTTP_1_1)
            .header("X-Api-Key", "demo-key-1")
            .method(method, HttpRequest.BodyPublishers.ofString(body));
    if (wanted.length > 0) {
      request.headers(wanted);
    }
    return client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
  }

  private static String cost(HttpResponse<byte[]> response) {
    String field = response.headers().firstValue("RateLimit").orElseThrow();
    return field.replaceAll(".*;hg-cost=(\\d+);hg-cost-kind=(\\w+).*", "$1 $2");
  }

  private String metrics() throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + running.apiPort() + "/metrics"))
            .build();
    return client.send(request, HttpResponse.BodyHandlers.ofString()).body();
  }

  /** The reservation is settled at about the time at which the body has left. */
  private void awaitPoints(long points) throws Exception {
    String expected = "headgate_usage_points " + points + ".0";
    long deadline = System.nanoTime() + 10_000_000_000L;
    String metrics = metrics();
    while (!metrics.contains(expected) && System.nanoTime() < deadline) {
      metrics = metrics();
    }
    assertThat(metrics).contains(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          GET  | /issue           | {"id":1}                      | 2 final
          GET  | /members         | {"values":[1,2,3,4,5,6,7,8]}  | 17 final
          GET  | /search          | {"issues":[]}                 | 1 final
          GET  | /search          | {"issues":5}                  | 1 final
          GET  | /search          | 50                            | 51 final
          GET  | /search?max=200  | 150                           | 151 final
          GET  | /search          | {"issues":[{},{}              | 51 final
          GET  | /search          | <html>                        | 51 final
          GET  | /search?max=1    | {"issues":[1,2,3],            | 4 final
          POST | /find            | {"issues":[{},{}]}            | 3 final
          """)
  void aShortBodyIsCountedBeforeItsFieldsLeave(
      String method, String path, String body, String expected) throws Exception {
    for (String chunks : new String[] {"Want-Chunks", "Want-Nothing"}) {
      HttpResponse<byte[]> response = call(method, path, "{}", "Want-Body", body, chunks, "yes");

      assertThat(cost(response)).isEqualTo(expected);
      assertThat(response.body()).isEqualTo(body(body));
    }
    awaitPoints(2 * Long.parseLong(expected.split(" ", 2)[0]));
  }

  @ParameterizedTest
  @CsvSource({"Want-Chunks", "Want-Nothing"})
  void aLongBodyIsSettledAfterItsFieldsHaveLeft(String chunks) throws Exception {
    HttpResponse<byte[]> response =
        call("GET", "/search?max=500", "", "Want-Body", "300", chunks, "yes");

    assertThat(cost(response)).isEqualTo("501 reserved");
    assertThat(response.body()).isEqualTo(body("300"));
    awaitPoints(301);
  }

  @ParameterizedTest
  @CsvSource({
    "gzip, 40, 41 final",
    "deflate, 40, 41 final",
    "br, 40, 51 final",
    "gzip, 400, 401 final"
  })
  void aPackedBodyIsUnpackedForCountingOnly(String coding, String issues, String expected)
      throws Exception {
    String path = issues.equals("400") ? "/search?max=400" : "/search";

    HttpResponse<byte[]> response =
        call("GET", path, "", "Want-Body", issues, "Want-Coding", coding);

    assertThat(cost(response)).isEqualTo(expected);
    assertThat(response.body()).isEqualTo(packed(coding, body(issues)));
    assertThat(metrics())
        .contains("headgate_bodies_total{end=\"coding\"} " + (coding.equals("br") ? "1.0" : "0.0"));
  }

  @ParameterizedTest
  @CsvSource({"404, 1 final", "503, 0 final", "302, 1 final", "304, 51 final"})
  void whatWasNotCarriedOutCostsTheBaseOrWhatTheTableSays(String status, String expected)
      throws Exception {
    HttpResponse<byte[]> response =
        call("GET", "/search", "", "Want-Status", status, "Want-Body", "{\"issues\":[1,2]}");

    assertThat(cost(response)).isEqualTo(expected);
  }

  @Test
  void aBulkWriteCostsTheBaseForEachObjectInItsRequest() throws Exception {
    assertThat(cost(call("POST", "/bulk", "{\"items\":[1,2,3]}"))).isEqualTo("3 final");
    assertThat(cost(call("POST", "/bulk", "{\"items\":[]}"))).isEqualTo("1 final");
    assertThat(cost(call("POST", "/bulk", "items"))).isEqualTo("40 final");
    awaitPoints(44);
  }

  @Test
  void theHeadOfASlowBodyDoesNotWaitForItsEnd() throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + running.gatewayPort() + "/search"))
            .headers("X-Api-Key", "demo-key-1", "Want-Body", "3", "Want-Pause", "yes")
            .build();

    HttpResponse<InputStream> response =
        client
            .sendAsync(request, HttpResponse.BodyHandlers.ofInputStream())
            .get(10, TimeUnit.SECONDS);

    assertThat(response.headers().firstValue("RateLimit").orElseThrow())
        .contains("hg-cost=51;hg-cost-kind=reserved");
    vertx.runOnContext(any -> paused.join().run());
    assertThat(response.body().readAllBytes()).isEqualTo(body("3"));
    awaitPoints(4);
  }

  @Test
  void aBodyThatBreaksOffWhileItsHeadWaitsIsABadGateway() throws Exception {
    HttpResponse<byte[]> response =
        call("GET", "/search", "", "Want-Body", "3", "Want-Break", "yes");

    assertThat(response.statusCode()).isEqualTo(502);
    awaitPoints(0);
  }

  @Test
  void theDriftOfAnOperationIsShown() throws Exception {
    call("GET", "/search", "", "Want-Body", "10");
    call("GET", "/search", "", "Want-Body", "30");
    call("GET", "/search?max=1", "", "Want-Body", "3");
    call("GET", "/search", "", "Want-Status", "503");
    awaitPoints(46);

    HttpRequest request =
        HttpRequest.newBuilder(
                URI.create("http://127.0.0.1:" + running.apiPort() + "/v1/cost-drift"))
            .build();
    assertThat(client.send(request, HttpResponse.BodyHandlers.ofString()).body())
        .isEqualTo(
            "{\"operations\":[{\"operation\":\"search\",\"calls\":3,\"unspentCalls\":1,"
                + "\"quotedPoints\":104,\"settledPoints\":46,\"recentCalls\":3,"
                + "\"settledPoints50\":11,"
                + "\"settledPoints95\":31,\"refundedCalls\":2,\"indebtedCalls\":1,"
                + "\"unpaidPoints\":0}]}");
  }

  @Test
  void whatTheUpstreamStatesGoesBeforeWhatIsCounted() throws Exception {
    HttpResponse<byte[]> stated = call("GET", "/search", "", "Want-Body", "7", "Want-Points", "12");
    HttpResponse<byte[]> unreadable =
        call("GET", "/search", "", "Want-Body", "7", "Want-Points", "many");

    assertThat(cost(stated)).isEqualTo("12 final");
    assertThat(cost(unreadable)).isEqualTo("8 final");
    assertThat(stated.headers().firstValue("X-Points")).isEmpty();
    awaitPoints(20);
  }
}
