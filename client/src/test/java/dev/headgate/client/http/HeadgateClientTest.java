package dev.headgate.client.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.headgate.client.governor.Outcome.Reason;
import dev.headgate.client.profile.Profile;
import dev.headgate.client.profile.Profiles;
import dev.headgate.client.retry.Backoff;
import dev.headgate.client.retry.Failure;
import dev.headgate.client.retry.RetryRules;
import java.io.ByteArrayInputStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The client against a real server: what is sent, what is repeated, what comes back. */
@Timeout(60)
class HeadgateClientTest {
  /** Retries at once, so that tests need not wait. */
  static final Profile QUICK =
      Profiles.GENERIC.withRetry(
          new RetryRules(new Backoff.Exponential(1_000, 20_000, true), 6, 60_000_000, true, false));

  @Test
  void anAnswerIsTheServersResponse() throws Exception {
    try (FakeApi api = new FakeApi(e -> FakeApi.reply(e, 200, "X-Test", "yes", "hello"));
        HeadgateClient client = HeadgateClient.of(QUICK).build()) {
      Answer<String> answer = client.send(api.get("/items"), BodyHandlers.ofString());

      HttpResponse<String> response = answer.response();
      assertThat(response.statusCode()).isEqualTo(200);
      assertThat(response.body()).isEqualTo("hello");
      assertThat(response.headers().firstValue("X-Test")).contains("yes");
      assertThat(response.uri()).isEqualTo(api.uri("/items"));
    }
  }

  @Test
  void aRefusalIsRepeatedAndItsBodyReachesNobody() throws Exception {
    AtomicInteger calls = new AtomicInteger();
    FakeApi.Handler twiceRefusing =
        e -> {
          boolean refuse = calls.incrementAndGet() <= 2;
          FakeApi.reply(e, refuse ? 429 : 200, refuse ? "<html>slow down</html>" : "done");
        };
    try (FakeApi api = new FakeApi(twiceRefusing);
        HeadgateClient client = HeadgateClient.of(QUICK).build()) {
      HttpRequest post = api.request("/items").POST(BodyPublishers.ofString("x")).build();

      Answer<String> answer = client.send(post, BodyHandlers.ofString());

      assertThat(answer)
          .isInstanceOfSatisfying(Answer.Got.class, got -> assertThat(got.attempts()).isEqualTo(3));
      assertThat(answer.response().body()).isEqualTo("done");
    }
  }

  @Test
  void aLongWaitIsAResultAndNoException() throws Exception {
    try (FakeApi api = new FakeApi(e -> FakeApi.reply(e, 429, "Retry-After", "3600", "no"));
        HeadgateClient client = HeadgateClient.of(QUICK).build()) {
      Answer<String> answer = client.send(api.get("/items"), BodyHandlers.ofString());

      assertThat(answer)
          .isInstanceOfSatisfying(
              Answer.RetryLater.class,
              later -> assertThat(later.reason()).isEqualTo(Reason.WAIT_TOO_LONG));
      assertThatThrownBy(answer::response)
          .isInstanceOf(NoResponseException.class)
          .hasMessageContaining("RetryLater");
    }
  }

  @Test
  void aCutPostIsUnknownAndSentOnceAndACutGetIsRepeated() throws Exception {
    AtomicInteger gets = new AtomicInteger();
    FakeApi.Handler cutting =
        e -> {
          if (e.getRequestMethod().equals("GET") && gets.incrementAndGet() > 1) {
            FakeApi.reply(e, 200, "at last");
          }
        };
    try (FakeApi api = new FakeApi(cutting);
        HeadgateClient client = HeadgateClient.of(QUICK).build()) {
      HttpRequest post = api.request("/a").POST(BodyPublishers.ofString("x")).build();

      assertThat(client.send(post, BodyHandlers.ofString()))
          .isInstanceOfSatisfying(
              Answer.OutcomeUnknown.class,
              unknown -> assertThat(unknown.failure()).isEqualTo(Failure.CUT));
      assertThat(client.send(api.get("/b"), BodyHandlers.ofString()).response().body())
          .isEqualTo("at last");
      assertThat(api.seen()).containsOnlyOnce("POST /a");
    }
  }

  @Test
  void aBodyThatBreaksOffIsMadeAnewWhereThatDoesNoHarm() throws Exception {
    AtomicInteger calls = new AtomicInteger();
    FakeApi.Handler breaking =
        e -> {
          byte[] body = "0123456789".getBytes(StandardCharsets.UTF_8);
          e.getRequestBody().readAllBytes();
          e.sendResponseHeaders(200, body.length);
          boolean whole = calls.incrementAndGet() > 2;
          e.getResponseBody().write(body, 0, whole ? body.length : 4);
          e.getResponseBody().flush();
        };
    try (FakeApi api = new FakeApi(breaking);
        HeadgateClient client = HeadgateClient.of(QUICK).build()) {
      HttpRequest post = api.request("/a").POST(BodyPublishers.ofString("x")).build();

      assertThat(client.send(post, BodyHandlers.ofString()))
          .isInstanceOf(Answer.OutcomeUnknown.class);
      assertThat(client.send(api.get("/b"), BodyHandlers.ofString()).response().body())
          .isEqualTo("0123456789");
    }
  }

  @Test
  void aServerThatIsNotThereFailsWithoutHarm() throws Exception {
    FakeApi gone = new FakeApi(e -> FakeApi.reply(e, 200, ""));
    gone.close();
    try (HeadgateClient client = HeadgateClient.of(QUICK).build()) {
      HttpRequest post = gone.request("/a").POST(BodyPublishers.ofString("x")).build();

      assertThat(client.send(post, BodyHandlers.ofString()))
          .isInstanceOfSatisfying(
              Answer.Failed.class,
              failed -> assertThat(failed.failure()).isEqualTo(Failure.NOT_SENT));
    }
  }

  @Test
  void aTimeOutLeavesAPostUnknown() throws Exception {
    java.util.concurrent.CountDownLatch over = new java.util.concurrent.CountDownLatch(1);
    FakeApi.Handler hanging =
        e -> {
          try {
            over.await();
          } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
          }
        };
    try (FakeApi api = new FakeApi(hanging);
        HeadgateClient client = HeadgateClient.of(QUICK).build()) {
      HttpRequest post =
          api.request("/a")
              .timeout(Duration.ofMillis(100))
              .POST(BodyPublishers.ofString("x"))
              .build();

      assertThat(client.send(post, BodyHandlers.ofString()))
          .isInstanceOfSatisfying(
              Answer.OutcomeUnknown.class,
              unknown -> assertThat(unknown.failure()).isEqualTo(Failure.TIMED_OUT));
      over.countDown();
    }
  }

  @Test
  void aBodyThatCanBeReadOnceIsSentOnce() throws Exception {
    try (FakeApi api = new FakeApi(e -> FakeApi.reply(e, 429, ""));
        HeadgateClient client = HeadgateClient.of(QUICK).build()) {
      ByteArrayInputStream stream = new ByteArrayInputStream(new byte[10]);
      HttpRequest post = api.request("/a").POST(BodyPublishers.ofInputStream(() -> stream)).build();

      Answer<String> answer = client.send(post, BodyHandlers.ofString(), CallOptions.USUAL.once());

      assertThat(answer)
          .isInstanceOfSatisfying(
              Answer.RetryLater.class,
              later -> assertThat(later.reason()).isEqualTo(Reason.ONE_SHOT_BODY));
      assertThat(api.seen()).hasSize(1);
    }
  }

  @Test
  void credentialsDoNotFollowARedirectToAnotherOrigin() throws Exception {
    List<String> credentials = new ArrayList<>();
    FakeApi.Handler recording =
        e -> {
          synchronized (credentials) {
            String auth = e.getRequestHeaders().getFirst("Authorization");
            credentials.add(e.getRequestURI() + " " + auth);
          }
          FakeApi.reply(e, 200, "there");
        };
    try (FakeApi other = new FakeApi(recording);
        FakeApi api =
            new FakeApi(
                e -> {
                  boolean away = e.getRequestURI().getPath().equals("/away");
                  String target = away ? other.uri("/far").toString() : "/away";
                  credentials.add(
                      e.getRequestURI() + " " + e.getRequestHeaders().getFirst("Authorization"));
                  FakeApi.reply(e, 302, "Location", target, "");
                });
        HeadgateClient client = HeadgateClient.of(QUICK).build()) {
      HttpRequest get = api.request("/start").header("Authorization", "Bearer s3").build();

      HttpResponse<String> response = client.send(get, BodyHandlers.ofString()).response();

      assertThat(response.body()).isEqualTo("there");
      assertThat(response.uri()).isEqualTo(other.uri("/far"));
      assertThat(credentials).containsExactly("/start Bearer s3", "/away Bearer s3", "/far null");
      assertThat(client.gates()).isEmpty();
    }
  }

  @Test
  void seeOtherBecomesAGetAndALoopEnds() throws Exception {
    FakeApi.Handler turning =
        e -> {
          boolean post = e.getRequestMethod().equals("POST");
          FakeApi.reply(e, post ? 303 : 307, "Location", "/loop", "");
        };
    try (FakeApi api = new FakeApi(turning);
        HeadgateClient client = HeadgateClient.of(QUICK).build()) {
      HttpRequest post = api.request("/a").POST(BodyPublishers.ofString("x")).build();

      HttpResponse<String> response = client.send(post, BodyHandlers.ofString()).response();

      assertThat(response.statusCode()).isEqualTo(307);
      assertThat(api.seen()).hasSize(6).startsWith("POST /a", "GET /loop");
    }
  }

  @Test
  void manyVirtualThreadsShareOneClient() throws Exception {
    try (FakeApi api = new FakeApi(e -> FakeApi.reply(e, 200, e.getRequestURI().getPath()));
        HeadgateClient client = HeadgateClient.of(QUICK).build();
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<String>> bodies = new ArrayList<>();
      for (int i = 0; i < 300; i++) {
        HttpRequest get = api.get("/items/" + i);
        bodies.add(
            threads.submit(() -> client.send(get, BodyHandlers.ofString()).response().body()));
      }

      for (int i = 0; i < bodies.size(); i++) {
        assertThat(bodies.get(i).get()).isEqualTo("/items/" + i);
      }
    }
  }

  @Test
  void aBatchHasAnAnswerForEachItem() throws Exception {
    FakeApi.Handler picky =
        e -> {
          boolean refused = e.getRequestURI().getPath().endsWith("2");
          FakeApi.reply(e, refused ? 429 : 200, "Retry-After", "3600", "");
        };
    try (FakeApi api = new FakeApi(picky);
        HeadgateClient client =
            HeadgateClient.of(
                    Profiles.ofRate(
                        dev.headgate.client.profile.Rate.steady(1_000),
                        dev.headgate.client.call.Attribute.OPERATION))
                .build()) {
      List<HttpRequest> requests = List.of(api.get("/a1"), api.get("/a2"), api.get("/a3"));

      List<Answer<String>> answers =
          client.sendAll(requests, BodyHandlers.ofString(), CallOptions.USUAL);

      assertThat(answers.get(0)).isInstanceOf(Answer.Got.class);
      assertThat(answers.get(1)).isInstanceOf(Answer.RetryLater.class);
      assertThat(answers.get(2)).isInstanceOf(Answer.Got.class);
    }
  }

  @Test
  void pagesKnowTheirPrice() throws Exception {
    try (FakeApi api = new FakeApi(e -> FakeApi.reply(e, 200, e.getRequestURI().getQuery()));
        HeadgateClient client = HeadgateClient.of(QUICK).prices(target -> 51).build()) {
      Pages<String> pages =
          client.pages(
              api.get("/search?page=1"),
              BodyHandlers.ofString(),
              new Pages.Turning<>(
                  CallOptions.USUAL,
                  page -> page.body().equals("page=3") ? null : next(api, page)));

      List<String> bodies = new ArrayList<>();
      assertThat(pages.nextPoints()).isEqualTo(51);
      pages.forEachRemaining(page -> bodies.add(page.response().body()));

      assertThat(bodies).containsExactly("page=1", "page=2", "page=3");
      assertThat(pages.pointsSoFar()).isEqualTo(153);
      assertThat(pages.nextPoints()).isZero();
    }
  }

  @Test
  void aClosedClientCancelsWhatWaits() {
    try (FakeApi api = new FakeApi(e -> FakeApi.reply(e, 429, "Retry-After", "60", ""))) {
      HeadgateClient client = HeadgateClient.of(QUICK).build();
      var waiting = client.sendAsync(api.get("/a"), BodyHandlers.ofString());

      client.close();

      assertThatThrownBy(waiting::join).isInstanceOf(CancellationException.class);
      assertThatThrownBy(() -> client.sendAsync(api.get("/a"), BodyHandlers.ofString()).join())
          .hasRootCauseInstanceOf(IllegalStateException.class);
    }
  }

  @Test
  void aClientThatFollowsRedirectsItselfIsRefused() {
    HttpClient following =
        HttpClient.newBuilder().followRedirects(HttpClient.Redirect.NORMAL).build();

    assertThatIllegalArgumentException()
        .isThrownBy(() -> HeadgateClient.of(QUICK).http(following))
        .withMessage("http: redirects NORMAL (expected: NEVER)");
  }

  @Test
  void noteAndViewsHoldNoCredential() throws Exception {
    List<String> notes = new java.util.concurrent.CopyOnWriteArrayList<>();
    try (FakeApi api = new FakeApi(e -> FakeApi.reply(e, 200, "RateLimit", "\"x\";r=5;t=5", ""));
        HeadgateClient client =
            HeadgateClient.of(QUICK).listener(note -> notes.add(note.toString())).build()) {
      String secret = HexFormat.of().formatHex("hunter2".getBytes(StandardCharsets.UTF_8));
      HttpRequest get = api.request("/a").header("Authorization", "Bearer " + secret).build();

      client.send(get, BodyHandlers.ofString());

      assertThat(notes).isNotEmpty().noneMatch(note -> note.contains(secret));
      assertThat(client.gates().toString()).doesNotContain(secret).contains("remaining=5");
    }
  }

  private static HttpRequest next(FakeApi api, HttpResponse<String> page) {
    int number = Integer.parseInt(page.body().substring("page=".length()));
    return api.get("/search?page=" + (number + 1));
  }
}
