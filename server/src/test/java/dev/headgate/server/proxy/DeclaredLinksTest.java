package dev.headgate.server.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import dev.headgate.server.ProxyOptions;
import dev.headgate.server.RunningProxy;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Links in the JSON members that a profile declares lead to the proxy, and no others do. */
class DeclaredLinksTest {
  private static final Duration LONG = Duration.ofSeconds(30);

  @Test
  void aPageOfJiraLeadsToTheNextThroughTheProxy() throws Exception {
    String page =
        """
        {"self": "%1$s/rest/api/3/project?startAt=0",
         "nextPage": "%1$s/rest/api/3/project?startAt=50",
         "values": [{"self": "%1$s/rest/api/3/project/1", "description": "see %1$s/x",
           "link": "%1$s/browse/P-1"}],
         "_links": {"base": "%1$s", "context": "", "next": "/rest/next", "self": "%1$s/rest"}}
        """;
    try (TestApi api = new TestApi(e -> json(e, page.formatted(here(e))));
        RunningProxy proxy = proxy(api, "atlassian", List.of(), true)) {
      String own = "http://127.0.0.1:" + proxy.port();

      HttpResponse<String> answer = get(proxy, "application/json");

      String expected =
          page.formatted(own)
              .replace("see " + own, "see " + api.url())
              .replace(own + "/browse", api.url() + "/browse");
      assertThat(answer.body()).isEqualTo(expected);
      assertThat(answer.headers().firstValueAsLong("Content-Length").orElse(expected.length()))
          .isEqualTo(expected.length());
    }
  }

  @ParameterizedTest
  @CsvSource({
    "jama, href",
    "okta, href",
    "github, pull_request_url",
    "salesforce, nextRecordsUrl",
    "atlassian-data-center, prev"
  })
  void eachProfileHasItsOwn(String profile, String member) throws Exception {
    try (TestApi api =
            new TestApi(e -> json(e, "{\"%s\":\"%s/items/9\"}".formatted(member, here(e))));
        RunningProxy proxy = proxy(api, profile, List.of(), true)) {

      assertThat(get(proxy, "application/json").body())
          .isEqualTo("{\"%s\":\"http://127.0.0.1:%d/items/9\"}".formatted(member, proxy.port()));
    }
  }

  @Test
  void theyAreLeftAsTheyAreWhereThatIsWanted() throws Exception {
    try (TestApi api =
            new TestApi(
                e -> json(e, "{\"self\":\"%1$s/1\",\"mine\":\"%1$s/2\"}".formatted(here(e))));
        RunningProxy proxy = proxy(api, "atlassian", List.of("mine"), false)) {

      assertThat(get(proxy, "application/json").body())
          .isEqualTo(
              "{\"self\":\"%s/1\",\"mine\":\"http://127.0.0.1:%d/2\"}"
                  .formatted(api.url(), proxy.port()));
    }
  }

  @Test
  void aPackedBodyAndOneThatIsNoJsonAreNotTouched() throws Exception {
    try (TestApi api =
            new TestApi(
                e -> {
                  boolean packed = e.getRequestURI().getPath().equals("/packed");
                  byte[] body =
                      ("{\"self\":\"" + here(e) + "/1\"}").getBytes(StandardCharsets.UTF_8);
                  e.getResponseHeaders()
                      .set("Content-Type", packed ? "application/json" : "text/plain");
                  if (packed) {
                    e.getResponseHeaders().set("Content-Encoding", "gzip");
                  }
                  byte[] sent = packed ? gzip(body) : body;
                  e.sendResponseHeaders(200, sent.length);
                  e.getResponseBody().write(sent);
                });
        RunningProxy proxy = proxy(api, "atlassian", List.of(), true);
        HttpClient http = HttpClient.newHttpClient()) {
      String plain = "{\"self\":\"" + api.url() + "/1\"}";

      byte[] packed = http.send(request(proxy, "/packed"), BodyHandlers.ofByteArray()).body();
      String text = http.send(request(proxy, "/text"), BodyHandlers.ofString()).body();

      assertThat(packed).isEqualTo(gzip(plain.getBytes(StandardCharsets.UTF_8)));
      assertThat(text).isEqualTo(plain);
    }
  }

  private static String here(HttpExchange exchange) {
    return "http://" + exchange.getRequestHeaders().getFirst("Host");
  }

  private static void json(HttpExchange exchange, String body) throws IOException {
    TestApi.reply(exchange, 200, "Content-Type", "application/json;charset=utf-8", body);
  }

  private static byte[] gzip(byte[] body) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (GZIPOutputStream packing = new GZIPOutputStream(out)) {
      packing.write(body);
    }
    return out.toByteArray();
  }

  private static HttpResponse<String> get(RunningProxy proxy, String accept) throws Exception {
    try (HttpClient http = HttpClient.newHttpClient()) {
      HttpRequest request =
          HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + proxy.port() + "/items"))
              .header("Accept", accept)
              .build();
      return http.send(request, BodyHandlers.ofString());
    }
  }

  private static HttpRequest request(RunningProxy proxy, String path) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + proxy.port() + path)).build();
  }

  private static RunningProxy proxy(
      TestApi api, String profile, List<String> members, boolean declared) {
    return RunningProxy.start(
        new ProxyOptions(
            new ProxyOptions.Api(api.url(), profile, null, null),
            new ProxyOptions.Listen("127.0.0.1", 0, 100),
            new ProxyOptions.Waits(LONG, LONG, LONG),
            new ProxyOptions.Bodies(0, members, declared)),
        loop -> {});
  }
}
