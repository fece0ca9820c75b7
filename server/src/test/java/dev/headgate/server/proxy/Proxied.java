package dev.headgate.server.proxy;

import dev.headgate.client.call.Attribute;
import dev.headgate.client.profile.Profile;
import dev.headgate.client.profile.Profiles;
import dev.headgate.client.profile.Rate;
import dev.headgate.client.retry.Backoff;
import dev.headgate.client.retry.RetryRules;
import dev.headgate.client.share.Shares;
import dev.headgate.core.time.SystemTime;
import dev.headgate.core.time.TimeSource;
import dev.headgate.server.scripts.Loop;
import dev.headgate.server.scripts.ScriptBook;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BooleanSupplier;

/** A proxy before an upstream of the test's own, and somebody who calls through it. */
final class Proxied implements AutoCloseable {
  /** Waits are short: 20, 40, 80 ms. */
  static final RetryRules QUICK =
      new RetryRules(new Backoff.Exponential(20_000, 80_000, false), 6, 5_000_000, true, false);

  private static final long PATIENCE_NANOS = 20_000_000_000L;

  final TestApi api;
  final ScriptBook book;
  final List<Loop> loops = new CopyOnWriteArrayList<>();
  final CourtesyProxy proxy;
  private final HttpClient http = HttpClient.newHttpClient();

  private Proxied(TestApi api, ProxySettings settings) {
    this.api = api;
    TimeSource time = SystemTime.startingAt(0);
    book = new ScriptBook(time, loops::add);
    proxy = CourtesyProxy.start(time, settings, book, Shares.ALONE);
  }

  /** A proxy that knows no limit beforehand, and repeats soon. */
  static Proxied before(TestApi.Handler handler) {
    return before(handler, free());
  }

  static Proxied before(TestApi.Handler handler, Profile profile) {
    return before(handler, profile, Duration.ofSeconds(25), Set.of());
  }

  static Proxied before(
      TestApi.Handler handler, Profile profile, Duration queue, Set<String> members) {
    TestApi api = new TestApi(handler);
    return new Proxied(api, settings(api.url(), profile, queue, members));
  }

  /** A proxy before an upstream that is not there. */
  static Proxied at(String url) {
    TestApi unused = new TestApi(e -> {});
    return new Proxied(unused, settings(url, free(), Duration.ofSeconds(25), Set.of()));
  }

  static ProxySettings settings(
      String upstream, Profile profile, Duration queue, Set<String> members) {
    return new ProxySettings(
        UpstreamAddress.of(upstream),
        profile,
        new ProxySettings.Listen("127.0.0.1", 0, 10_000),
        new ProxySettings.Waits(queue, Duration.ofSeconds(30), Duration.ofSeconds(5)),
        ProxySettings.Bodies.usual(1 << 20, members));
  }

  /** No limit that is known. */
  static Profile free() {
    return Profiles.GENERIC.withRetry(QUICK);
  }

  /** So many in so many seconds of the safe rule. */
  static Profile safe(int count, int seconds) {
    return Profiles.ofRate(Rate.safe(count, seconds), Attribute.ORIGIN).withRetry(QUICK);
  }

  URI uri(String target) {
    return URI.create("http://127.0.0.1:" + proxy.port() + target);
  }

  HttpRequest.Builder request(String target) {
    return HttpRequest.newBuilder(uri(target)).version(HttpClient.Version.HTTP_1_1);
  }

  HttpResponse<String> get(String target) throws IOException, InterruptedException {
    return http.send(request(target).build(), BodyHandlers.ofString());
  }

  HttpResponse<String> send(HttpRequest request) throws IOException, InterruptedException {
    return http.send(request, BodyHandlers.ofString());
  }

  CompletableFuture<HttpResponse<String>> sendAsync(HttpRequest request) {
    return http.sendAsync(request, BodyHandlers.ofString());
  }

  /** Waits for a condition. */
  static void until(BooleanSupplier condition) {
    long deadline = System.nanoTime() + PATIENCE_NANOS;
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > deadline) {
        throw new AssertionError("waited in vain");
      }
      Thread.onSpinWait();
    }
  }

  @Override
  public void close() {
    proxy.close();
    api.close();
    http.shutdownNow();
  }
}
