package dev.headgate.server.demo;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;

/**
 * One tenant that attacks two apps, each with {@link #TENANTS} ordinary tenants beside it: the
 * quota of one app is a plain counter, that of the other a shared pool of the same amount. Calls go
 * through the gateway at a steady pace and are not repeated.
 */
public final class DemoAttack implements AutoCloseable {
  /** Ordinary tenants of each app. */
  static final int TENANTS = 9;

  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final int ATTACKS_PER_SECOND = 40;
  private static final int CALLS_PER_SECOND = 9;
  private static final String DEAR = "/search?max=250";

  private final ScheduledExecutorService clock =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("headgate-demo-attack").factory());
  private final HttpClient client = HttpClient.newHttpClient();
  private final URI gateway;
  private final Side plain = new Side(DemoDocuments.PLAIN);
  private final Side shared = new Side(DemoDocuments.SHARED);
  private long calls;

  private DemoAttack(URI gateway) {
    this.gateway = gateway;
  }

  /** Starts the attack; every two seconds a line says how both sides fare. */
  public static DemoAttack start(int gatewayPort, Consumer<String> lines) {
    DemoAttack attack = new DemoAttack(URI.create("http://127.0.0.1:" + gatewayPort));
    attack.every(1_000_000 / ATTACKS_PER_SECOND, attack::attackBoth);
    attack.every(1_000_000 / CALLS_PER_SECOND, attack::callBoth);
    attack.every(2_000_000, () -> lines.accept(attack.line()));
    return attack;
  }

  /** Calls of some tenants, and how many of them were served. */
  public record Served(long calls, long served) {
    Served since(Served before) {
      return new Served(calls - before.calls, served - before.served);
    }

    @Override
    public String toString() {
      return String.format(Locale.ROOT, "%4d of %4d", served, calls);
    }
  }

  /** One app and what became of its calls. */
  private static final class Side {
    final String app;
    final Count ordinary = new Count();
    final Count attacker = new Count();

    Side(String app) {
      this.app = app;
    }
  }

  private static final class Count {
    final LongAdder calls = new LongAdder();
    final LongAdder served = new LongAdder();
    private Served told = new Served(0, 0);

    Served now() {
      return new Served(calls.sum(), served.sum());
    }

    /** What came since it was last told. */
    Served fresh() {
      Served now = now();
      Served fresh = now.since(told);
      told = now;
      return fresh;
    }
  }

  /** What the ordinary tenants of the plain quota got so far. */
  public Served ordinaryOfPlain() {
    return plain.ordinary.now();
  }

  /** What the ordinary tenants of the shared pool got so far. */
  public Served ordinaryOfShared() {
    return shared.ordinary.now();
  }

  /** What the attacker of the plain quota got so far. */
  public Served attackerOfPlain() {
    return plain.attacker.now();
  }

  /** The head of the lines. */
  public static List<String> head() {
    return List.of(
        "Two apps with 65,000 points an hour each, nine ordinary tenants and one that attacks:",
        String.format(
            "%-34s %-34s", "  a plain counter: calls served", "  a shared pool: calls served"),
        String.format(
            "%-17s %-16s %-17s %-16s", "  tenants", "  attacker", "  tenants", "  attacker"));
  }

  private String line() {
    return String.format(
        "%17s %16s %17s %16s",
        plain.ordinary.fresh(),
        plain.attacker.fresh(),
        shared.ordinary.fresh(),
        shared.attacker.fresh());
  }

  private void every(long micros, Runnable work) {
    var _ = clock.scheduleAtFixedRate(work, micros, micros, TimeUnit.MICROSECONDS);
  }

  private void attackBoth() {
    call(plain.attacker, DemoDocuments.key(plain.app, 0), DEAR);
    call(shared.attacker, DemoDocuments.key(shared.app, 0), DEAR);
  }

  private void callBoth() {
    int tenant = 1 + (int) (calls % TENANTS);
    String path = "/issues/" + (1 + calls++ % 100);
    call(plain.ordinary, DemoDocuments.key(plain.app, tenant), path);
    call(shared.ordinary, DemoDocuments.key(shared.app, tenant), path);
  }

  private void call(Count count, String key, String path) {
    HttpRequest request =
        HttpRequest.newBuilder(gateway.resolve(path))
            .timeout(PATIENCE)
            .header("X-Api-Key", key)
            .build();
    var _ =
        client
            .sendAsync(request, HttpResponse.BodyHandlers.discarding())
            .thenAccept(
                answer -> {
                  count.calls.increment();
                  if (answer.statusCode() == 200) {
                    count.served.increment();
                  }
                });
  }

  @Override
  public void close() {
    clock.shutdownNow();
    client.shutdownNow();
  }
}
