package dev.headgate.server.http;

import dev.headgate.core.time.Monotonic;
import dev.headgate.server.observe.Metrics;
import io.vertx.core.Context;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/** Takes the requests of one event loop: finds the endpoint, asks who sends, collects the body. */
final class Door implements Exchange.Watch {
  private static final String DOOR = "api";

  private final Context context;
  private final ApiSettings settings;
  private final Endpoints endpoints;
  private final Doorkeeper doorkeeper;
  private final Metrics metrics;
  private final LongAdder count;
  private final OpenExchanges open;

  Door(Context context, ApiSettings settings, DoorParts parts) {
    this.context = context;
    this.settings = settings;
    endpoints = parts.endpoints();
    doorkeeper = parts.doorkeeper();
    metrics = parts.metrics();
    count = parts.count();
    open = new OpenExchanges(settings.waits());
  }

  /** What all doors share. */
  record DoorParts(Endpoints endpoints, Doorkeeper doorkeeper, Metrics metrics, LongAdder count) {}

  void enter(HttpServerRequest request) {
    Exchange exchange = new Exchange(request, context, settings.bounds().bodyMax(), this);
    open.add(exchange);
    count.increment();
    Endpoints.Place place = endpoints.find(request.path());
    Endpoint endpoint = place == null ? null : place.of(request.method());
    ApiProblem problem = check(exchange, place, endpoint);
    if (problem != null || place == null || endpoint == null) {
      exchange.collect(ignored -> {});
      exchange.problem(problem == null ? Problems.internal() : problem);
      return;
    }
    if (request.headers().contains(HttpHeaders.EXPECT)) {
      request.response().writeContinue();
    }
    String id = place.id();
    exchange.collect(body -> serve(endpoint, exchange, body, id));
  }

  /** Ends what waited too long. */
  void sweep() {
    open.sweep(Monotonic.nanos());
  }

  private @Nullable ApiProblem check(
      Exchange exchange, Endpoints.@Nullable Place place, @Nullable Endpoint endpoint) {
    if (place == null) {
      return Problems.noSuchPath(String.valueOf(exchange.request().path()));
    }
    if (endpoint == null) {
      exchange.request().response().putHeader(HttpHeaders.ALLOW, place.allowed());
      return Problems.method(exchange.method().name(), place.allowed());
    }
    exchange.label(endpoint.path());
    Right right = endpoint.right();
    ApiProblem notPermitted = right == null ? null : doorkeeper.permit(exchange, right);
    return notPermitted == null && endpoint.takesBody()
        ? Doorkeeper.checkHead(exchange, settings.bounds().bodyMax())
        : notPermitted;
  }

  // Whatever a service throws is answered; a bug must not leave a caller without an answer.
  @SuppressWarnings("CatchingUnchecked")
  private static void serve(Endpoint endpoint, Exchange exchange, Buffer body, String id) {
    try {
      endpoint.service().serve(exchange, body, id);
    } catch (RequestException mistake) {
      exchange.problem(mistake.problem());
    } catch (RuntimeException | AssertionError | StackOverflowError bug) {
      exchange.problem(Mistakes.problem(bug));
    }
  }

  @Override
  public void answered(Exchange exchange, int status) {
    metrics.answered(DOOR, exchange.label(), status, Monotonic.nanos() - exchange.openedNanos);
  }

  @Override
  public void over(Exchange exchange) {
    if (open.remove(exchange)) {
      count.decrement();
    }
  }
}
