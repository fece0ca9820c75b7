package dev.headgate.server.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.headgate.core.time.SystemTime;
import dev.headgate.server.ProxyOptions;
import dev.headgate.server.RunningProxy;
import dev.headgate.server.store.redis.RedisServer;
import dev.headgate.testkit.provider.FakeProfile;
import dev.headgate.testkit.provider.ProviderSettings;
import dev.headgate.testkit.provider.RateForm;
import dev.headgate.testkit.serving.FakeServer;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Proxies that name the same folder, or the same server, keep a rate together. */
@Tag("raced")
@Timeout(60)
class SharedProxiesTest {
  private static final Duration LONG = Duration.ofSeconds(30);

  @TempDir Path folder;

  @Test
  void twoProxiesOfOneFolderAreNeverRefusedTogether() throws Exception {
    neverRefused(folder.toString());
  }

  @Test
  void twoProxiesOfOneRedisAreNeverRefusedTogether() throws Exception {
    try (RedisServer server = RedisServer.start()) {
      neverRefused(server.uri().toString());
    }
  }

  @Test
  void anotherSchemeIsRefused() {
    assertThatThrownBy(() -> proxy("http://127.0.0.1:1", "http://user:s3cret@127.0.0.1:2"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "--share: http://... (expected: a folder, redis://..., rediss://... or"
                + " redis-sentinel://...)");
  }

  private static void neverRefused(String shared) throws Exception {
    FakeProfile tenInAnySecond =
        FakeProfile.named("jama").withRate(RateForm.perSecond(RateForm.Kind.SLIDING, 10));
    try (FakeServer fake =
            FakeServer.start(
                tenInAnySecond,
                ProviderSettings.USUAL,
                new FakeServer.Place(SystemTime.startingAt(0), 0, 1, served -> {}));
        RunningProxy one = proxy(fake.uri("/").toString(), shared);
        RunningProxy other = proxy(fake.uri("/").toString(), shared);
        HttpClient http = HttpClient.newHttpClient()) {
      List<CompletableFuture<HttpResponse<Void>>> answers = new ArrayList<>();

      for (int i = 0; i < 30; i++) {
        int port = (i % 2 == 0 ? one : other).port();
        URI uri = URI.create("http://127.0.0.1:" + port + "/items/" + i);
        answers.add(http.sendAsync(HttpRequest.newBuilder(uri).build(), BodyHandlers.discarding()));
      }

      for (CompletableFuture<HttpResponse<Void>> answer : answers) {
        assertThat(answer.get().statusCode()).isEqualTo(200);
      }
      assertThat(fake.tally().refused()).isZero();
    }
  }

  private static RunningProxy proxy(String upstream, String shared) {
    return RunningProxy.start(
        new ProxyOptions(
            new ProxyOptions.Api(upstream, "jama", shared, null),
            new ProxyOptions.Listen("127.0.0.1", 0, 100),
            new ProxyOptions.Waits(LONG, LONG, LONG),
            new ProxyOptions.Bodies(0, List.of(), true)),
        loop -> {});
  }
}
