package dev.headgate.server.demo;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;

/**
 * Callers that keep a demo busy. Each makes one call after the other, pauses in between, and waits
 * as long as a refusal says. What they call follows from a seed.
 */
public final class DemoCallers implements AutoCloseable {
  /** The most callers. */
  public static final int CALLERS_MAX = 64;

  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final int PAUSE_MILLIS_MAX = 400;
  private static final long WAIT_SECONDS_MAX = 60;
  private static final List<String> PATHS =
      List.of("/issues/", "/projects/", "/users/", "/groups/", "/pages/");

  private final ScheduledExecutorService clock =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("headgate-demo-callers").factory());
  private final HttpClient client = HttpClient.newHttpClient();
  private final LongAdder answered = new LongAdder();
  private final LongAdder limited = new LongAdder();
  private final URI gateway;

  private DemoCallers(URI gateway) {
    this.gateway = gateway;
  }

  /**
   * Starts callers.
   *
   * @param count 0 to {@link #CALLERS_MAX}
   */
  public static DemoCallers start(int gatewayPort, int count) {
    if (count < 0 || count > CALLERS_MAX) {
      throw new IllegalArgumentException(
          "callers: " + count + " (expected: 0 to " + CALLERS_MAX + ")");
    }
    DemoCallers callers = new DemoCallers(URI.create("http://127.0.0.1:" + gatewayPort));
    for (int number = 0; number < count; number++) {
      callers.later(new DemoCaller(number, new SplittableRandom(number)), 0);
    }
    return callers;
  }

  /** One of them. */
  private record DemoCaller(int number, SplittableRandom random) {
    String key() {
      return DemoDocuments.KEYS.get(number % DemoDocuments.KEYS.size());
    }

    String path() {
      int thing = 1 + random.nextInt(100);
      int kind = random.nextInt(PATHS.size() + 1);
      return kind == PATHS.size() ? "/search?max=" + thing : PATHS.get(kind) + thing;
    }
  }

  /** How many calls were answered, and how many of those with 429. */
  public String summary() {
    return answered.sum() + " answers to demo callers, " + limited.sum() + " of them 429";
  }

  private void later(DemoCaller caller, long millis) {
    if (!clock.isShutdown()) {
      var _ = clock.schedule(() -> call(caller), millis, TimeUnit.MILLISECONDS);
    }
  }

  private void call(DemoCaller caller) {
    HttpRequest request =
        HttpRequest.newBuilder(gateway.resolve(caller.path()))
            .timeout(PATIENCE)
            .header("X-Api-Key", caller.key())
            .build();
    var _ =
        client
            .sendAsync(request, HttpResponse.BodyHandlers.discarding())
            .whenComplete((answer, failure) -> again(caller, answer));
  }

  private void again(DemoCaller caller, @org.jspecify.annotations.Nullable HttpResponse<?> answer) {
    long pause = 1L + caller.random().nextInt(PAUSE_MILLIS_MAX);
    if (answer != null) {
      answered.increment();
      if (answer.statusCode() == 429) {
        limited.increment();
        long seconds = answer.headers().firstValueAsLong("Retry-After").orElse(1);
        pause += TimeUnit.SECONDS.toMillis(Math.min(seconds, WAIT_SECONDS_MAX));
      }
    }
    later(caller, pause);
  }

  @Override
  public void close() {
    clock.shutdownNow();
    client.shutdownNow();
  }
}
