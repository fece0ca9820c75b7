import dev.headgate.core.call.Operation;
import dev.headgate.core.call.Routed;
import dev.headgate.core.decision.Decider;
import dev.headgate.core.identity.Caller;
import dev.headgate.core.limit.Bucket;
import dev.headgate.core.limit.FixedWindow;
import dev.headgate.core.memory.MemoryStore;
import dev.headgate.core.pricing.PriceBook;
import dev.headgate.core.pricing.PriceRule;
import dev.headgate.core.reply.Dialect;
import dev.headgate.core.reply.Dialects;
import dev.headgate.core.settlement.SettlementListener;
import dev.headgate.core.settlement.Settler;
import dev.headgate.core.snapshot.MeterSource;
import dev.headgate.core.snapshot.PolicySnapshot;
import dev.headgate.core.snapshot.Rule;
import dev.headgate.core.time.Micros;
import dev.headgate.core.time.TimeSource;
import dev.headgate.core.usage.CostDrift;
import dev.headgate.server.admin.Administration;
import dev.headgate.server.admin.AuditLog;
import dev.headgate.server.admin.Overrides;
import dev.headgate.server.http.Access;
import dev.headgate.server.http.ApiEngine;
import dev.headgate.server.http.ApiSettings;
import dev.headgate.server.http.CallerDirectory;
import dev.headgate.server.http.DecisionApi;
import dev.headgate.server.http.PolicyView;
import dev.headgate.server.http.Principal;
import dev.headgate.server.http.Right;
import dev.headgate.server.observe.KeyCounts;
import dev.headgate.server.observe.Metrics;
import dev.headgate.policy.registry.Identification;
import dev.headgate.server.registry.Identifier;
import dev.headgate.server.registry.IdentitySettings;
import dev.headgate.policy.registry.Registry;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerOptions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;

/**
 * What the benchmark loads: the decision API with four claims a call, or a bare Vert.x handler that
 * reads the body whole and answers with bytes as long as those of the API. One event loop each.
 *
 * <p>Arguments: {@code api PORT} or {@code bare PORT FILE}.
 */
public final class Target {
  private Target() {}

  public static void main(String[] args) throws Exception {
    int port = Integer.parseInt(args[1]);
    if (args[0].equals("api")) {
      api(port);
    } else {
      bare(port, Files.readAllBytes(Path.of(args[2])));
    }
    Thread.currentThread().join();
  }

  private static void bare(int port, byte[] answer) {
    Vertx vertx =
        Vertx.vertx(new VertxOptions().setPreferNativeTransport(true).setEventLoopPoolSize(1));
    vertx
        .createHttpServer(new HttpServerOptions().setTcpNoDelay(true))
        .requestHandler(
            request ->
                request
                    .body()
                    .onSuccess(
                        body -> {
                          byte[] read = body.getBytes();
                          request
                              .response()
                              .putHeader("content-type", "application/json")
                              .putHeader("cache-control", "no-store")
                              .end(Buffer.buffer(read.length == 0 ? read : answer));
                        }))
        .listen(port, "127.0.0.1");
  }

  private static void api(int port) {
    TimeSource time = () -> System.currentTimeMillis() * 1_000;
    MemoryStore store = new MemoryStore();
    PolicySnapshot policy = policy();
    Overrides overrides = new Overrides(time, () -> policy);
    Metrics metrics = new Metrics(overrides, keys(store));
    Decider decider = new Decider(time, overrides, store, () -> "none", metrics::decided);
    ApiEngine engine =
        new ApiEngine(
            time,
            decider,
            new Settler(time, store, SettlementListener.NONE),
            () -> new View(overrides.get()),
            callers());
    Access access =
        Access.builder()
            .key(Access.hashed("bench-key-1"), new Principal("bench", Set.of(Right.DECIDE)))
            .build();
    Administration administration =
        new Administration(overrides, store::reset, AuditLog.inMemory(time));
    ApiSettings usual = ApiSettings.USUAL;
    ApiSettings settings =
        new ApiSettings(
            new ApiSettings.Listen("127.0.0.1", port, 1), usual.bounds(), usual.waits(), null);
    DecisionApi.start(
        settings,
        new DecisionApi.Parts(engine, access, administration, metrics, new CostDrift()));
  }

  /** Callers of whom nobody is registered, as the server knows them. */
  private static CallerDirectory callers() {
    IdentitySettings settings =
        new IdentitySettings(
            IdentitySettings.API_KEY_FIELD, null, false, Map.of(), null, null, true, true);
    Identifier identifier = new Identifier(settings, () -> Registry.EMPTY);
    return named ->
        identifier.named(named) instanceof Identification.Identified(Caller caller) ? caller : null;
  }

  private static PolicySnapshot policy() {
    Bucket bucket = new Bucket(1_000_000, 1_000_000, Micros.SECOND);
    FixedWindow hour = new FixedWindow(1L << 45, 3_600 * Micros.SECOND);
    return PolicySnapshot.builder("bench")
        .prices(new PriceBook(PriceRule.points(1), Map.of("getIssue", PriceRule.points(2))))
        .rule(Rule.limit("burst", MeterSource.of(bucket)).by("tenant", "operation"))
        .rule(Rule.limit("per-issue", MeterSource.of(bucket)).by("issue"))
        .rule(Rule.quota("app-quota", MeterSource.of(hour)).by("app"))
        .rule(Rule.quota("tenant-quota", MeterSource.of(hour)).by("app", "tenant"))
        .build();
  }

  private static KeyCounts keys(MemoryStore store) {
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

  private record View(PolicySnapshot rules) implements PolicyView {
    private static final Operation GET_ISSUE = Operation.of("getIssue", "GET");
    private static final Dialect IETF = Dialects.named("ietf");

    @Override
    public Operation operation(String name) {
      return GET_ISSUE;
    }

    @Override
    public Routed route(String method, String path) {
      return new Routed.NoRoute();
    }

    @Override
    public Dialect dialect(Operation operation) {
      return IETF;
    }
  }
}
