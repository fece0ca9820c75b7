package dev.headgate.server.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headgate.server.scripts.Script;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;

/** What goes through the proxy, and how it comes out. */
class RelayingTest {
  private static final int LONG = 3_000_000;

  @Test
  void statusFieldsAndBodyComeBackAsTheyAre() throws Exception {
    try (Proxied proxied =
        Proxied.before(e -> TestApi.reply(e, 404, "X-Kind", "odd", "{\"found\":false}"))) {

      HttpResponse<String> answer = proxied.get("/items/7?q=%C3%A4");

      assertThat(answer.statusCode()).isEqualTo(404);
      assertThat(answer.headers().firstValue("X-Kind")).contains("odd");
      assertThat(answer.headers().firstValue("Content-Length")).contains("15");
      assertThat(answer.body()).isEqualTo("{\"found\":false}");
      assertThat(proxied.api.seen()).containsExactly("GET /items/7?q=%C3%A4");
    }
  }

  @Test
  void methodsFieldsAndBodiesGoOnButForThoseOfTheConnection() throws Exception {
    Map<String, String> got = new ConcurrentHashMap<>();
    try (Proxied proxied =
        Proxied.before(
            e -> {
              e.getRequestHeaders()
                  .forEach((name, values) -> got.put(name, String.join("|", values)));
              got.put(
                  "body", new String(e.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
              TestApi.reply(e, 201, "Location", "/items/8", "");
            })) {

      HttpResponse<String> answer =
          proxied.send(
              proxied
                  .request("/items")
                  .header("Authorization", "Bearer secret")
                  .header(Script.FIELD, "import")
                  .header("Prefer", "return=minimal, wait=7")
                  .header("TE", "trailers")
                  .header("Keep-Alive", "timeout=5")
                  .POST(BodyPublishers.ofString("{\"name\":\"new\"}"))
                  .build());

      assertThat(answer.statusCode()).isEqualTo(201);
      assertThat(got)
          .containsEntry("Authorization", "Bearer secret")
          .containsEntry("Prefer", "return=minimal")
          .containsEntry("Via", "1.1 headgate")
          .containsEntry("body", "{\"name\":\"new\"}")
          .containsEntry("Host", proxied.api.url().substring("http://".length()))
          .doesNotContainKeys("X-headgate-script", "Te", "Keep-alive");
    }
  }

  @Test
  void longBodiesPassBothWays() throws Exception {
    String body = "x".repeat(LONG);
    try (Proxied proxied =
        Proxied.before(
            e -> {
              byte[] got = e.getRequestBody().readAllBytes();
              e.sendResponseHeaders(200, 0);
              e.getResponseBody().write(got);
            })) {

      HttpResponse<String> answer =
          proxied.send(proxied.request("/file").PUT(BodyPublishers.ofString(body)).build());

      assertThat(answer.body()).isEqualTo(body);
    }
  }

  @Test
  void headHasTheLengthAndNoBody() throws Exception {
    try (Proxied proxied =
        Proxied.before(
            e -> {
              e.getResponseHeaders().set("Content-Length", "1234");
              e.sendResponseHeaders(200, -1);
            })) {

      HttpResponse<String> answer = proxied.send(proxied.request("/items").HEAD().build());

      assertThat(answer.headers().firstValue("Content-Length")).contains("1234");
      assertThat(answer.body()).isEmpty();
    }
  }

  @Test
  void equalReadsThatWaitAreSentOnce() throws Exception {
    try (Proxied proxied = Proxied.before(e -> TestApi.reply(e, 200, "one"), Proxied.safe(1, 2))) {
      proxied.get("/first");

      List<CompletableFuture<HttpResponse<String>>> answers = new ArrayList<>();
      for (int i = 0; i < 20; i++) {
        answers.add(proxied.sendAsync(proxied.request("/same").build()));
      }

      for (CompletableFuture<HttpResponse<String>> answer : answers) {
        assertThat(answer.get().body()).isEqualTo("one");
      }
      assertThat(proxied.api.seen()).containsExactly("GET /first", "GET /same");
      assertThat(proxied.book.report().sum().avoided()).isEqualTo(19);
      assertThat(proxied.book.report().sum().made().sent()).isEqualTo(2);
    }
  }

  @Test
  void whatHasNotChangedIsNotSentAgain() throws Exception {
    List<String> conditions = new ArrayList<>();
    try (Proxied proxied =
        Proxied.before(
            e -> {
              String condition = e.getRequestHeaders().getFirst("If-None-Match");
              conditions.add(String.valueOf(condition));
              e.getResponseHeaders().set("ETag", "\"v1\"");
              TestApi.reply(e, condition == null ? 200 : 304, condition == null ? "body" : "");
            })) {

      HttpResponse<String> first = proxied.get("/items/1");
      HttpResponse<String> second = proxied.get("/items/1");

      assertThat(List.of(first.body(), second.body())).containsExactly("body", "body");
      assertThat(second.statusCode()).isEqualTo(200);
      assertThat(conditions).containsExactly("null", "\"v1\"");
    }
  }

  @Test
  void linksToTheUpstreamLeadToTheProxy() throws Exception {
    try (Proxied proxied =
        Proxied.before(
            e -> {
              String here = "http://" + e.getRequestHeaders().getFirst("Host");
              e.getResponseHeaders().set("Content-Type", "application/json");
              e.getResponseHeaders().set("Location", here + "/items/9");
              e.getResponseHeaders()
                  .set(
                      "Link", "<" + here + "/items?page=2>; rel=next, <https://other/x>; rel=help");
              TestApi.reply(
                  e,
                  201,
                  "{\"self\":\"%s/items/9\",\"text\":\"%s/items/9\"}".formatted(here, here));
            },
            Proxied.free(),
            Duration.ofSeconds(25),
            Set.of("self"))) {

      HttpResponse<String> answer =
          proxied.send(proxied.request("/items").POST(BodyPublishers.ofString("{}")).build());

      String own = proxied.uri("").toString();
      assertThat(answer.headers().firstValue("Location")).contains(own + "/items/9");
      assertThat(answer.headers().firstValue("Link"))
          .contains("<" + own + "/items?page=2>; rel=next, <https://other/x>; rel=help");
      assertThat(answer.body())
          .isEqualTo(
              "{\"self\":\"%s/items/9\",\"text\":\"%s/items/9\"}"
                  .formatted(own, proxied.api.url()));
    }
  }

  @Test
  void aRedirectElsewhereIsTheCallersOwnBusiness() throws Exception {
    List<String> elsewhere = new ArrayList<>();
    try (TestApi other =
            new TestApi(
                e -> {
                  elsewhere.add("called");
                  TestApi.reply(e, 200, "");
                });
        Proxied proxied =
            Proxied.before(e -> TestApi.reply(e, 302, "Location", other.url() + "/x", ""))) {

      HttpResponse<String> answer = proxied.get("/items");

      assertThat(answer.statusCode()).isEqualTo(302);
      assertThat(answer.headers().firstValue("Location")).contains(other.url() + "/x");
      assertThat(elsewhere).isEmpty();
    }
  }
}
