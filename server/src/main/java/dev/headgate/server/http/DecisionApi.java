package dev.headgate.server.http;

import dev.headgate.core.usage.CostDrift;
import dev.headgate.server.admin.Administration;
import dev.headgate.server.observe.Metrics;
import io.vertx.core.AbstractVerticle;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;

/** The decision API on its socket. Safe for all threads. */
public final class DecisionApi implements AutoCloseable {
  private static final int SWEEP_MILLIS = 100;
  private static final int START_SECONDS = 30;

  private final Vertx vertx;
  private final ApiSettings settings;
  private final AtomicBoolean ready;
  private final Queue<HttpServer> servers = new ConcurrentLinkedQueue<>();
  private final AtomicInteger connections = new AtomicInteger();
  private final AtomicBoolean closed = new AtomicBoolean();
  private final LongAdder open = new LongAdder();
  private volatile List<Endpoint> endpoints = List.of();
  private volatile int port;

  /**
   * What the API is made of.
   *
   * @param engine what it asks
   * @param access who may use it
   * @param administration what operators may do
   * @param metrics what it counts in and shows
   * @param drift how far quotes were from costs
   */
  public record Parts(
      ApiEngine engine,
      Access access,
      Administration administration,
      Metrics metrics,
      CostDrift drift) {}

  private DecisionApi(Vertx vertx, ApiSettings settings, AtomicBoolean ready) {
    this.vertx = vertx;
    this.settings = settings;
    this.ready = ready;
  }

  /**
   * Starts an API that serves when this returns.
   *
   * @throws IllegalArgumentException where everybody would be let in from outside the machine
   * @throws IllegalStateException where it cannot listen, with the reason
   */
  public static DecisionApi start(ApiSettings settings, Parts parts) {
    Listening.checkExposure(settings, parts.access());
    Vertx vertx = Vertx.vertx(new VertxOptions().setPreferNativeTransport(true));
    AtomicBoolean ready = new AtomicBoolean();
    DecisionApi api = new DecisionApi(vertx, settings, ready);
    try {
      Door.DoorParts doors = api.doors(parts);
      int loops = settings.listen().eventLoops();
      int instances = loops > 0 ? loops : Runtime.getRuntime().availableProcessors();
      await(
          vertx.deployVerticle(
              () -> api.new Listener(doors), new DeploymentOptions().setInstances(instances)),
          START_SECONDS * 1_000);
    } catch (RuntimeException failed) {
      api.close();
      throw failed;
    }
    ready.set(true);
    return api;
  }

  /** The port on which it listens. */
  public int port() {
    return port;
  }

  /** Everything that is served. */
  List<Endpoint> endpoints() {
    return endpoints;
  }

  /** How many requests are not answered yet. */
  long openRequests() {
    return open.sum();
  }

  /** Whether it says that it takes requests. */
  boolean isReady() {
    return ready.get();
  }

  /** Says to load balancers that it takes no more, and goes on serving. */
  public void drain() {
    ready.set(false);
  }

  /** Takes no more, waits for what is running as long as the settings say, and ends; once. */
  @Override
  public void close() {
    ready.set(false);
    if (!closed.compareAndSet(false, true)) {
      return;
    }
    int drain = settings.waits().drain();
    List<Future<?>> shut = new ArrayList<>();
    servers.forEach(server -> shut.add(server.shutdown(Duration.ofMillis(drain))));
    try {
      await(Future.join(shut), drain + 1_000);
    } catch (IllegalStateException late) {
      System.getLogger(DecisionApi.class.getName())
          .log(System.Logger.Level.WARNING, "requests were cut off: {0}", late.getMessage());
    }
    await(vertx.close(), START_SECONDS * 1_000);
  }

  private Door.DoorParts doors(Parts parts) {
    List<Endpoint> endpoints = new ArrayList<>();
    endpoints.addAll(calls(settings, parts));
    endpoints.addAll(reservations(new ReservationService(parts.engine(), parts.metrics())));
    endpoints.addAll(new AdminService(vertx, parts.administration()).endpoints());
    endpoints.addAll(new PublicService(parts.metrics(), ready::get).endpoints());
    endpoints.add(new DriftService(parts.drift()).endpoint());
    this.endpoints = List.copyOf(endpoints);
    parts.metrics().gauge("headgate.requests.open", open::sum);
    return new Door.DoorParts(
        new Endpoints(endpoints), new Doorkeeper(parts.access()), parts.metrics(), open);
  }

  private static List<Endpoint> calls(ApiSettings settings, Parts parts) {
    CallSource calls = new CallSource(parts.engine());
    Questions questions = new Questions(parts.engine().decider());
    int batchMax = settings.bounds().batchMax();
    return List.of(
        post("/v1/decide", new CallService(calls, questions::decide, batchMax)),
        post("/v1/check", new CallService(calls, questions::check, batchMax)),
        post("/v1/quote", new CallService(calls, questions::quote, batchMax)),
        post("/v1/explain", new CallService(calls, questions::explain, batchMax)));
  }

  private static List<Endpoint> reservations(ReservationService service) {
    return List.of(
        post("/v1/settle", service::settle),
        post("/v1/release", service::release),
        post("/v1/renew", service::renew),
        new Endpoint(HttpMethod.GET, "/v1/reservations/", Right.DECIDE, service::find));
  }

  private static Endpoint post(String path, Endpoint.Service service) {
    return new Endpoint(HttpMethod.POST, path, Right.DECIDE, service);
  }

  private static void await(Future<?> future, long millis) {
    try {
      future.await(millis, TimeUnit.MILLISECONDS);
    } catch (TimeoutException late) {
      throw new IllegalStateException("waited " + millis + " ms in vain", late);
    } catch (RuntimeException failed) {
      throw new IllegalStateException(String.valueOf(failed.getMessage()), failed);
    }
  }

  /** One event loop's share of the socket. */
  private final class Listener extends AbstractVerticle {
    private final Door.DoorParts parts;

    Listener(Door.DoorParts parts) {
      this.parts = parts;
    }

    @Override
    public void start(Promise<Void> started) {
      Door door = new Door(context, settings, parts);
      HttpServer server = vertx.createHttpServer(Listening.options(settings));
      server.connectionHandler(this::count);
      server.requestHandler(door::enter);
      vertx.setPeriodic(SWEEP_MILLIS, tick -> door.sweep());
      server
          .listen(Listening.address(settings.listen()))
          .onSuccess(
              listening -> {
                servers.add(listening);
                port = listening.actualPort();
                started.complete();
              })
          .onFailure(started::fail);
    }

    private void count(HttpConnection connection) {
      connection.closeHandler(closed -> connections.decrementAndGet());
      if (connections.incrementAndGet() > settings.bounds().connectionsMax()) {
        connection.close();
      }
    }
  }
}
