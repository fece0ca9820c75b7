package dev.headgate.server.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import dev.headgate.client.profile.Profiles;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What servers do that they should not, seen by a script behind the proxy. */
class NastyUpstreamTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          nothing               |
          zero                  | 0
          words                 | soon
          a date that is past   | Thu, 01 Jan 1970 00:00:00 GMT
          a negative number     | -5
          """)
  void aRefusalWithoutAUsableRetryAfterIsRepeatedByTheProfile(String what, String retryAfter)
      throws Exception {
    AtomicInteger calls = new AtomicInteger();
    try (Proxied proxied =
        Proxied.before(
            e -> {
              boolean first = calls.getAndIncrement() == 0;
              if (first && retryAfter != null) {
                e.getResponseHeaders().set("Retry-After", retryAfter);
              }
              TestApi.reply(e, first ? 429 : 200, first ? "no" : "done");
            })) {

      assertThat(proxied.get("/items").body()).as(what).isEqualTo("done");
      assertThat(calls).hasValue(2);
    }
  }

  @ParameterizedTest
  @CsvSource({"1000000000000000000", "99999999999999999999999999", "9999-12-31T23:59Z"})
  void aRetryAfterBeyondAllPatienceIsHandedOnAtOnce(String retryAfter) throws Exception {
    try (Proxied proxied =
        Proxied.before(e -> TestApi.reply(e, 429, "Retry-After", retryAfter, "<html>no</html>"))) {

      HttpResponse<String> answer = proxied.get("/items");

      assertThat(answer.statusCode()).isEqualTo(429);
      assertThat(Long.parseLong(answer.headers().firstValue("Retry-After").orElseThrow()))
          .isGreaterThan(3_600);
      assertThat(answer.body()).startsWith("{").contains("wait-too-long");
      assertThat(proxied.api.seen()).hasSize(1);
    }
  }

  @Test
  void anIsoMinuteIsAnInstantOfTheServersOwnClockHoweverWrongThatIs() throws Exception {
    Instant minute = Instant.now().plusSeconds(3_600).truncatedTo(ChronoUnit.MINUTES);
    String refused =
        "HTTP/1.1 429 No~Date: %s~Retry-After: %s~Connection: close~Content-Length: 0~~"
            .formatted(httpDate(minute.minusSeconds(1)), minute.toString().replace(":00Z", "Z"));
    String done = "HTTP/1.1 200 OK~Connection: close~Content-Length: 4~~done";
    try (RawApi api = new RawApi(request -> request == 0 ? refused : done);
        Proxied proxied = Proxied.at(api.url())) {

      assertThat(proxied.get("/items").body())
          .as("an hour ahead, a second to go")
          .isEqualTo("done");
      assertThat(api.requests()).isEqualTo(2);
    }
  }

  @Test
  void fieldsThatCannotBePassedOnAreLeftOutAndThoseOfTheConnectionToo() throws Exception {
    String odd =
        "HTTP/1.1 200 OK~Connection: close, X-Hop~X-Hop: 1~Keep-Alive: 5~X-Kept: a~Via: 1.1 other~"
            + "Content-Length: 4~~done";
    try (RawApi api = new RawApi(request -> odd);
        Proxied proxied = Proxied.at(api.url())) {

      HttpResponse<String> answer = proxied.get("/items");

      assertThat(answer.headers().map())
          .containsKey("x-kept")
          .doesNotContainKeys("x-hop", "keep-alive", "connection");
      assertThat(answer.headers().allValues("Via")).containsExactly("1.1 other", "1.1 headgate");
    }
  }

  private static String httpDate(Instant instant) {
    return DateTimeFormatter.RFC_1123_DATE_TIME.format(instant.atOffset(ZoneOffset.UTC));
  }

  @Test
  void ofContradictingFieldsTheLongerWaitHolds() throws Exception {
    AtomicInteger calls = new AtomicInteger();
    long[] at = new long[2];
    try (Proxied proxied =
        Proxied.before(
            e -> {
              int call = calls.getAndIncrement();
              at[Math.min(1, call)] = System.nanoTime();
              e.getResponseHeaders().add("Retry-After", "0");
              e.getResponseHeaders().add("RateLimit", "\"a\";r=0;t=1");
              TestApi.reply(e, call == 0 ? 429 : 200, "done");
            })) {

      assertThat(proxied.get("/items").statusCode()).isEqualTo(200);

      assertThat(at[1] - at[0]).isGreaterThanOrEqualTo(1_000_000_000L);
    }
  }

  @Test
  void anErrorInsideTwoHundredIsRepeatedWhereTheProfileKnowsIt() throws Exception {
    AtomicInteger calls = new AtomicInteger();
    try (Proxied proxied =
        Proxied.before(
            e ->
                TestApi.reply(
                    e,
                    200,
                    calls.getAndIncrement() == 0
                        ? "{\"errors\":[{\"extensions\":{\"code\":\"THROTTLED\"}}]}"
                        : "{\"data\":1}"),
            Profiles.SHOPIFY.withRetry(Proxied.QUICK))) {

      HttpResponse<String> answer =
          proxied.send(proxied.request("/graphql").POST(BodyPublishers.ofString("{}")).build());

      assertThat(answer.body()).isEqualTo("{\"data\":1}");
      assertThat(calls).hasValue(2);
    }
  }

  @Test
  void aShortResponseThatBreaksOffIsHadAnewWhereItDoesNoHarm() throws Exception {
    AtomicInteger calls = new AtomicInteger();
    try (Proxied proxied =
        Proxied.before(
            e -> {
              if (calls.getAndIncrement() == 0) {
                cut(e, 10, 1_000);
              } else {
                TestApi.reply(e, 200, "whole");
              }
            })) {

      assertThat(proxied.get("/items").body()).isEqualTo("whole");
    }
  }

  @Test
  void aLongResponseThatBreaksOffBreaksTheCallersConnectionAndIsNotHadAnew() throws Exception {
    try (Proxied proxied = Proxied.before(e -> cut(e, 300_000, 400_000))) {

      assertThatThrownBy(() -> proxied.get("/items")).isInstanceOf(IOException.class);

      Proxied.until(() -> proxied.book.report().sum().made().calls() == 1);
      assertThat(proxied.api.seen()).hasSize(1);
    }
  }

  @Test
  void aWriteThatBreaksOffIsNotRepeatedAndSaysSo() throws Exception {
    try (Proxied proxied = Proxied.before(e -> {})) {

      HttpResponse<String> answer =
          proxied.send(proxied.request("/items").POST(BodyPublishers.ofString("{}")).build());

      assertThat(answer.statusCode()).isEqualTo(502);
      assertThat(answer.body()).contains("\"outcome\":\"unknown\"");
      assertThat(proxied.api.seen()).hasSize(1);
    }
  }

  @Test
  void aServerErrorOfAWriteComesBackAsItIs() throws Exception {
    try (Proxied proxied = Proxied.before(e -> TestApi.reply(e, 500, "stack trace"))) {

      HttpResponse<String> answer =
          proxied.send(proxied.request("/items").POST(BodyPublishers.ofString("{}")).build());

      assertThat(answer.statusCode()).isEqualTo(500);
      assertThat(answer.body()).isEqualTo("stack trace");
      assertThat(proxied.api.seen()).hasSize(1);
    }
  }

  @Test
  void nobodyThereIsABadGateway() throws Exception {
    TestApi gone = new TestApi(e -> {});
    String url = gone.url();
    gone.close();
    try (Proxied proxied = Proxied.at(url)) {

      HttpResponse<String> answer = proxied.get("/items");

      assertThat(answer.statusCode()).isEqualTo(502);
      assertThat(answer.body()).contains("not carried out");
    }
  }

  @Test
  void aBodyTooLongToKeepIsSentOnceAndItsRefusalHandedOn() throws Exception {
    try (Proxied proxied = Proxied.before(e -> TestApi.reply(e, 429, "Retry-After", "1", "no"))) {

      HttpResponse<String> answer =
          proxied.send(
              proxied
                  .request("/files")
                  .POST(BodyPublishers.ofByteArray(new byte[3_000_000]))
                  .build());

      assertThat(answer.statusCode()).isEqualTo(429);
      assertThat(answer.body()).contains("refused-and-body-too-long-to-repeat");
      assertThat(proxied.api.seen()).hasSize(1);
    }
  }

  private static void cut(HttpExchange exchange, int sent, int stated) throws IOException {
    exchange.sendResponseHeaders(200, stated);
    exchange.getResponseBody().write(new byte[sent]);
    exchange.getResponseBody().flush();
  }
}
