package dev.headgate.client.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headgate.client.call.Attribute;
import dev.headgate.client.profile.Profile;
import dev.headgate.client.profile.Profiles;
import dev.headgate.client.profile.Rate;
import dev.headgate.client.profile.SlotRule;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Which requests are sent once for several callers, and which never. */
@Timeout(60)
class SharingTest {
  /** One call under way at a time, so that the next ones wait. */
  private static final Profile ONE_BY_ONE =
      Profiles.ofRate(new Rate(1, 1_000, SlotRule.AFTER_RESPONSE), Attribute.ORIGIN);

  /** A server that holds its first answer until told, and a client that waits for it. */
  private static final class Held implements AutoCloseable {
    private final CountDownLatch free = new CountDownLatch(1);
    private final FakeApi api;
    private final HeadgateClient client = HeadgateClient.of(ONE_BY_ONE).build();
    private final CompletableFuture<Answer<String>> first;

    Held(FakeApi.Handler handler) {
      api =
          new FakeApi(
              e -> {
                if (e.getRequestURI().getPath().equals("/first")) {
                  await(free);
                }
                handler.answer(e);
              });
      first = send(api.get("/first"));
    }

    CompletableFuture<Answer<String>> send(HttpRequest request) {
      return client.sendAsync(request, BodyHandlers.ofString());
    }

    CompletableFuture<Answer<String>> get(UnaryOperator<HttpRequest.Builder> how) {
      return send(how.apply(api.request("/items")).build());
    }

    /** How often the server was asked for the items once all is answered. */
    long asked() {
      free.countDown();
      first.join();
      return api.seen().stream().filter(line -> line.endsWith("/items")).count();
    }

    private static void await(CountDownLatch latch) {
      try {
        latch.await();
      } catch (InterruptedException stopped) {
        Thread.currentThread().interrupt();
      }
    }

    @Override
    public void close() {
      free.countDown();
      client.close();
      api.close();
    }
  }

  @Test
  void equalReadsThatWaitAreSentOnceAndEachGetsTheBody() {
    AtomicInteger version = new AtomicInteger();
    try (Held held = new Held(e -> FakeApi.reply(e, 200, "v" + version.incrementAndGet()))) {
      List<CompletableFuture<Answer<String>>> all = new ArrayList<>();
      for (int i = 0; i < 20; i++) {
        all.add(held.get(request -> request));
      }

      held.asked();

      assertThat(all).extracting(one -> one.join().response().body()).containsOnly("v2");
      assertThat(held.asked()).isEqualTo(1);
    }
  }

  @Test
  void whatDiffersInMethodCredentialAcceptOrRangeIsSentByItself() {
    try (Held held = new Held(e -> FakeApi.reply(e, 200, ""))) {
      List<CompletableFuture<Answer<String>>> all =
          List.of(
              held.get(request -> request),
              held.get(request -> request.HEAD()),
              held.get(request -> request.POST(BodyPublishers.noBody())),
              held.get(request -> request.POST(BodyPublishers.noBody())),
              held.get(request -> request.header("Authorization", "Bearer a")),
              held.get(request -> request.header("Authorization", "Bearer b")),
              held.get(request -> request.header("Cookie", "a=b")),
              held.get(request -> request.header("Accept", "text/plain")),
              held.get(request -> request.header("Range", "bytes=0-1")),
              held.get(request -> request.header("Range", "bytes=0-1")));

      held.asked();

      all.forEach(CompletableFuture::join);
      assertThat(held.asked()).isEqualTo(10);
    }
  }

  @Test
  void aFieldThatTheResourceVariesWithKeepsRequestsApartOnceItWasSeen() {
    try (Held held = new Held(e -> FakeApi.reply(e, 200, "Vary", "X-Lang, Accept", ""))) {
      var unseen = held.get(request -> request.header("X-Lang", "de"));
      var joined = held.get(request -> request.header("X-Lang", "en"));
      held.asked();
      unseen.join();
      joined.join();
      assertThat(held.asked()).as("nobody knew").isEqualTo(1);

      var blocker = held.send(held.api.get("/other"));
      var german = held.get(request -> request.header("X-Lang", "de"));
      var english = held.get(request -> request.header("X-Lang", "en"));
      blocker.join();
      german.join();
      english.join();

      assertThat(held.asked()).isEqualTo(3);
    }
  }

  @Test
  void nobodyJoinsARequestThatWasSent() throws Exception {
    CountDownLatch there = new CountDownLatch(1);
    CountDownLatch free = new CountDownLatch(1);
    FakeApi.Handler slow =
        e -> {
          there.countDown();
          Held.await(free);
          FakeApi.reply(e, 200, "");
        };
    try (FakeApi api = new FakeApi(slow);
        HeadgateClient client = HeadgateClient.of(HeadgateClientTest.QUICK).build()) {
      var first = client.sendAsync(api.get("/items"), BodyHandlers.ofString());
      there.await();

      var second = client.sendAsync(api.get("/items"), BodyHandlers.ofString());
      free.countDown();
      first.join();
      second.join();

      assertThat(api.seen()).hasSize(2);
    }
  }

  @Test
  void oneWhoCancelsCancelsNobodyElse() {
    try (Held held = new Held(e -> FakeApi.reply(e, 200, "here"))) {
      var first = held.get(request -> request);
      var second = held.get(request -> request);

      first.cancel(true);
      held.asked();

      assertThat(second.join().response().body()).isEqualTo("here");
    }
  }

  @Test
  void whatEverybodyHasLeftIsNeverSent() {
    try (Held held = new Held(e -> FakeApi.reply(e, 200, ""))) {
      var first = held.get(request -> request);
      var second = held.get(request -> request);
      first.cancel(true);
      second.cancel(true);

      held.asked();
      held.send(held.api.get("/last")).join();

      assertThat(held.asked()).isZero();
    }
  }

  @Test
  void sharingCanBeSwitchedOff() {
    try (Held held = new Held(e -> FakeApi.reply(e, 200, ""))) {
      HttpRequest get = held.api.get("/items");
      CallOptions alone = CallOptions.USUAL.alone();
      var first = held.client.sendAsync(get, BodyHandlers.ofString(), alone);
      var second = held.client.sendAsync(get, BodyHandlers.ofString(), alone);

      held.asked();
      first.join();
      second.join();

      assertThat(held.asked()).isEqualTo(2);
    }
  }

  @Test
  void aBodyTooLongToBeSharedIsAskedForByEach() {
    String body = "x".repeat(Engine.SHARED_BODY_MAX + 1);
    try (Held held = new Held(e -> FakeApi.reply(e, 200, body))) {
      var first = held.get(request -> request);
      var second = held.get(request -> request);

      held.asked();

      assertThat(first.join().response().body()).hasSize(body.length());
      assertThat(second.join().response().body()).hasSize(body.length());
      assertThat(held.asked()).isEqualTo(2);
    }
  }

  @Test
  void whatHasNotChangedIsNotSentAgainAndCredentialsStayApart() throws Exception {
    AtomicInteger whole = new AtomicInteger();
    FakeApi.Handler tagged =
        e -> {
          String who = String.valueOf(e.getRequestHeaders().getFirst("Authorization"));
          if (who.equals(e.getRequestHeaders().getFirst("If-None-Match"))) {
            FakeApi.reply(e, 304, "");
          } else {
            whole.incrementAndGet();
            FakeApi.reply(e, 200, "ETag", who, "items of " + who);
          }
        };
    try (FakeApi api = new FakeApi(tagged);
        HeadgateClient client =
            HeadgateClient.of(HeadgateClientTest.QUICK).revalidating(1 << 20).build()) {
      for (int i = 0; i < 3; i++) {
        for (String who : List.of("a", "b")) {
          HttpRequest get = api.request("/items").header("Authorization", who).build();

          var response = client.send(get, BodyHandlers.ofString()).response();

          assertThat(response.statusCode()).isEqualTo(200);
          assertThat(response.body()).isEqualTo("items of " + who);
          assertThat(response.headers().firstValue("ETag")).contains(who);
        }
      }
      assertThat(whole).hasValue(2);
      assertThat(api.seen()).hasSize(6);
    }
  }
}
