package dev.headgate.server.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headgate.client.profile.Profiles;
import dev.headgate.server.scripts.Script;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/** Who waits, who is told to come back, and who is sent. */
class QueueingTest {

  @Test
  void nobodyIsRefusedByAnEnvironmentThatTakesTenInAnySecond() throws Exception {
    Deque<Long> came = new ArrayDeque<>();
    try (Proxied proxied =
        Proxied.before(
            e -> TestApi.reply(e, isEleventh(came) ? 429 : 200, "done"), Profiles.JAMA)) {
      List<CompletableFuture<HttpResponse<String>>> answers = new ArrayList<>();

      for (int i = 0; i < 25; i++) {
        answers.add(proxied.sendAsync(proxied.request("/rest/v1/items/" + i).build()));
      }

      for (CompletableFuture<HttpResponse<String>> answer : answers) {
        assertThat(answer.get().statusCode()).isEqualTo(200);
      }
      assertThat(proxied.api.seen()).hasSize(25);
      assertThat(proxied.book.report().sum().made().refused()).isZero();
    }
  }

  private static synchronized boolean isEleventh(Deque<Long> came) {
    long now = System.nanoTime();
    while (!came.isEmpty() && came.peekFirst() <= now - 1_000_000_000L) {
      came.removeFirst();
    }
    came.addLast(now);
    return came.size() > 10;
  }

  @Test
  void aWaitThatWouldBeTooLongIsA429WithTheReasonAndAnInstantThatSuffices() throws Exception {
    try (Proxied proxied =
        Proxied.before(
            e -> TestApi.reply(e, 200, "done"),
            Proxied.safe(1, 3),
            Duration.ofSeconds(1),
            Set.of())) {
      proxied.get("/first");

      HttpResponse<String> refused = proxied.get("/second");

      assertThat(refused.statusCode()).isEqualTo(429);
      assertThat(refused.headers().firstValue("Content-Type")).contains(Trouble.MEDIA_TYPE);
      assertThat(refused.body())
          .contains("\"reason\":\"wait-too-long\"", "\"violated-policies\":[\"rate of http");
      long seconds = Long.parseLong(refused.headers().firstValue("Retry-After").orElseThrow());
      assertThat(seconds).isBetween(1L, 3L);
      long at = System.nanoTime() + seconds * 1_000_000_000L;
      Proxied.until(() -> System.nanoTime() >= at);
      assertThat(proxied.get("/second").statusCode()).isEqualTo(200);
      assertThat(proxied.book.report().sum().turnedAway()).isEqualTo(1);
    }
  }

  @Test
  void aCallerMaySayHowLongItWouldWait() throws Exception {
    try (Proxied proxied =
        Proxied.before(
            e -> TestApi.reply(e, 200, "done"), Proxied.safe(1, 2), Duration.ZERO, Set.of())) {
      proxied.get("/first");

      HttpResponse<String> impatient =
          proxied.send(proxied.request("/second").header("Prefer", "wait=0").build());
      HttpResponse<String> patient =
          proxied.send(proxied.request("/second").header("Prefer", "wait=5").build());

      assertThat(impatient.statusCode()).isEqualTo(429);
      assertThat(patient.statusCode()).isEqualTo(200);
    }
  }

  @Test
  void scriptsTakeTurnsHoweverManyCallsEachHas() throws Exception {
    try (Proxied proxied = Proxied.before(e -> TestApi.reply(e, 200, "done"), Proxied.safe(1, 1))) {
      proxied.get("/first");
      List<CompletableFuture<HttpResponse<String>>> greedy = new ArrayList<>();
      for (int i = 0; i < 15; i++) {
        greedy.add(proxied.sendAsync(named("greedy", proxied.request("/greedy/" + i))));
      }
      Proxied.until(() -> proxied.book.standing().waiting() >= 14);

      proxied.send(named("modest", proxied.request("/modest")));

      assertThat(proxied.api.seen()).contains("GET /modest").hasSizeLessThan(1 + greedy.size());
      greedy.forEach(call -> call.cancel(true));
    }
  }

  private static HttpRequest named(String script, HttpRequest.Builder request) {
    return request.header(Script.FIELD, script).build();
  }

  @Test
  void aCallerThatLeavesTheQueueIsNotSent() throws Exception {
    try (Proxied proxied = Proxied.before(e -> TestApi.reply(e, 200, "done"), Proxied.safe(1, 2))) {
      proxied.get("/first");
      try (Socket leaves =
          raw(proxied, "POST /leaves HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\n\r\n{}")) {
        Proxied.until(() -> proxied.book.standing().waiting() == 1);
        assertThat(leaves.isConnected()).isTrue();
      }
      Proxied.until(() -> proxied.book.report().sum().left() == 1);

      assertThat(proxied.get("/last").statusCode()).isEqualTo(200);
      assertThat(proxied.api.seen()).containsExactly("GET /first", "GET /last");
    }
  }

  @Test
  void aCallerThatLeavesIsNotMissedByThoseWhoWaitForTheSame() throws Exception {
    try (Proxied proxied = Proxied.before(e -> TestApi.reply(e, 200, "done"), Proxied.safe(1, 2))) {
      proxied.get("/first");
      CompletableFuture<HttpResponse<String>> stays;
      try (Socket leaves = raw(proxied, "GET /same HTTP/1.1\r\nHost: x\r\n\r\n")) {
        Proxied.until(() -> proxied.book.standing().waiting() == 1);
        stays = proxied.sendAsync(proxied.request("/same").build());
        Proxied.until(
            () -> proxied.book.standing().waiting() + proxied.book.standing().underWay() == 2);
        assertThat(leaves.isConnected()).isTrue();
      }

      assertThat(stays.get().body()).isEqualTo("done");
      assertThat(proxied.api.seen()).containsExactly("GET /first", "GET /same");
      assertThat(proxied.book.report().sum().made().sent()).isEqualTo(2);
    }
  }

  @Test
  void theEndWaitsForThoseWhoWaitAndTakesNobodyElse() throws Exception {
    CountDownLatch closing = new CountDownLatch(1);
    try (Proxied proxied = Proxied.before(e -> TestApi.reply(e, 200, "done"), Proxied.safe(1, 1))) {
      proxied.get("/first");
      CompletableFuture<HttpResponse<String>> waits =
          proxied.sendAsync(proxied.request("/second").build());
      Proxied.until(() -> proxied.book.standing().waiting() == 1);

      Thread end =
          Thread.ofVirtual()
              .start(
                  () -> {
                    closing.countDown();
                    proxied.proxy.close();
                  });
      closing.await();

      assertThat(waits.get().body()).isEqualTo("done");
      end.join();
      assertThat(proxied.api.seen()).hasSize(2);
    }
  }

  static Socket raw(Proxied proxied, String request) throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), proxied.proxy.port());
    socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
    return socket;
  }
}
