package dev.headgate.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headgate.core.decision.Decider;
import dev.headgate.core.memory.MemoryStore;
import dev.headgate.core.settlement.SettlementListener;
import dev.headgate.core.settlement.Settler;
import dev.headgate.core.snapshot.PolicySnapshot;
import dev.headgate.core.snapshot.Rule;
import dev.headgate.core.time.ManualTime;
import dev.headgate.core.time.Micros;
import dev.headgate.server.admin.Administration;
import dev.headgate.server.admin.AuditLog;
import dev.headgate.server.admin.Overrides;
import dev.headgate.server.observe.KeyCounts;
import dev.headgate.server.observe.Metrics;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;

/** A decision API over a memory store under a clock moved by hand; judges all its traffic. */
final class ApiFixture implements AutoCloseable {
  static final String KEY = "decide-key-1";
  static final String ADMIN_KEY = "admin-key-1";

  final ManualTime time = new ManualTime(1_764_000_000L * Micros.SECOND);
  final MemoryStore store = new MemoryStore();
  final Overrides overrides;
  final DecisionApi api;
  final ApiDocument document;
  final HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  private final Metrics metrics;

  ApiFixture() {
    this(ApiSettings.USUAL, usualAccess().build());
  }

  ApiFixture(ApiSettings settings, Access access) {
    PolicySnapshot policy = TestPolicy.snapshot();
    overrides = new Overrides(time, () -> policy);
    TestPolicy view = new TestPolicy(overrides);
    metrics = new Metrics(overrides, counts(store));
    AtomicLong ids = new AtomicLong();
    Decider decider =
        new Decider(time, overrides, store, () -> "r-" + ids.incrementAndGet(), metrics::decided);
    ApiEngine engine =
        new ApiEngine(
            time,
            decider,
            new Settler(time, store, SettlementListener.NONE),
            () -> view,
            new NamedCallers());
    Administration administration =
        new Administration(overrides, store::reset, AuditLog.inMemory(time));
    api =
        DecisionApi.start(
            settings,
            new DecisionApi.Parts(
                engine, access, administration, metrics, new dev.headgate.core.usage.CostDrift()));
    document = settings.tls() == null ? new ApiDocument(get("/openapi.json").body()) : load();
  }

  static Access.Builder usualAccess() {
    return Access.builder()
        .key(Access.hashed(KEY), new Principal("gateway-1", Set.of(Right.DECIDE)))
        .key(Access.hashed(ADMIN_KEY), new Principal("operator-1", Set.of(Right.values())));
  }

  static KeyCounts counts(MemoryStore store) {
    return new KeyCounts() {
      @Override
      public int liveKeys(Rule rule) {
        return store.liveKeys(rule);
      }

      @Override
      public long overflows(Rule rule) {
        return store.overflows(rule);
      }
    };
  }

  private static ApiDocument load() {
    try (var resource = DecisionApi.class.getResourceAsStream("openapi.json")) {
      return new ApiDocument(
          new String(resource.readAllBytes(), java.nio.charset.StandardCharsets.UTF_8));
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  /** Posts what the document allows. */
  Answer post(String path, String body) {
    assertThat(document.request("POST", path, body)).as("request %s", body).isEmpty();
    return send(path, "POST", body);
  }

  /** Posts what the document forbids. */
  Answer postBad(String path, String body) {
    return send(path, "POST", body);
  }

  Answer get(String path) {
    return send(request(path).GET().build(), "GET", path);
  }

  Answer send(String path, String method, String body) {
    HttpRequest.BodyPublisher publisher = HttpRequest.BodyPublishers.ofString(body);
    HttpRequest request =
        request(path).header("Content-Type", "application/json").method(method, publisher).build();
    return send(request, method, path);
  }

  /** Sends a request and judges its answer. */
  Answer send(HttpRequest request, String method, String path) {
    Answer answer = exchange(request);
    if (document != null) {
      assertThat(document.response(method, path, answer))
          .as("%s %s answered %s %s", method, path, answer.status(), answer.body())
          .isEmpty();
    }
    return answer;
  }

  HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + api.port() + path))
        .header("X-Api-Key", ADMIN_KEY);
  }

  private Answer exchange(HttpRequest request) {
    try {
      HttpResponse<String> response = client.send(request, HttpResponse.BodyHandlers.ofString());
      return new Answer(response.statusCode(), response.headers(), response.body());
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    } catch (InterruptedException interrupted) {
      throw new AssertionError(interrupted);
    }
  }

  /** Waits until so many requests have been begun and not answered. */
  void awaitRequests(int count) {
    await(() -> api.openRequests() >= count);
  }

  /** Waits until the server says that it takes no more. */
  void awaitNotReady() {
    await(() -> !api.isReady());
  }

  private static void await(java.util.function.BooleanSupplier condition) {
    long deadline = System.nanoTime() + 20_000_000_000L;
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > deadline) {
        throw new AssertionError("waited 20 s in vain");
      }
      Thread.onSpinWait();
    }
  }

  /** A call of getIssue by a tenant and an app. */
  static String call(String tenant, String app) {
    return """
    {"operation":"getIssue","caller":{"tenant":"%s","app":"%s","user":"user-17"}}\
    """
        .formatted(tenant, app);
  }

  @Override
  public void close() {
    api.close();
    client.close();
    metrics.close();
  }
}
