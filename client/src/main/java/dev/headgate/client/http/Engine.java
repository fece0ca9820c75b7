package dev.headgate.client.http;

import dev.headgate.client.call.Call;
import dev.headgate.client.call.Party;
import dev.headgate.client.call.Prices;
import dev.headgate.client.call.Target;
import dev.headgate.client.governor.Outcome;
import dev.headgate.client.profile.Dialect;
import dev.headgate.client.retry.Failure;
import java.net.ConnectException;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpTimeoutException;
import java.nio.ByteBuffer;
import java.nio.channels.UnresolvedAddressException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

/** What all exchanges of a client have in common. Safe for all threads. */
final class Engine {
  /** Up to so many bytes of a body are kept for several waiters. */
  static final int SHARED_BODY_MAX = 16 << 20;

  private final HttpClient http;
  private final Dispatcher dispatcher;
  private final Likeness likeness = new Likeness();
  private final Kept kept;
  private final Manner manner;
  private final ConcurrentHashMap<String, Exchange> joinable = new ConcurrentHashMap<>();

  /**
   * How calls are made.
   *
   * @param app who the program is
   * @param prices what calls cost
   * @param dialect whose bodies speak of limits
   * @param relays whether answers are handed on as they are
   */
  record Manner(String app, Prices prices, Dialect dialect, boolean relays) {}

  Engine(HttpClient http, Dispatcher dispatcher, Kept kept, Manner manner) {
    this.http = http;
    this.dispatcher = dispatcher;
    this.kept = kept;
    this.manner = manner;
  }

  /** Joins an exchange of that key that was not sent yet, or starts one. */
  void start(HttpRequest request, CallOptions options, Waiting<?> waiter) {
    boolean once = options.sharing() == CallOptions.Sharing.ONCE;
    String like = once ? null : likeness.of(request, Credentials.digest(request));
    boolean joins = like != null && options.sharing() == CallOptions.Sharing.JOINED;
    String key = joins ? like + '\n' + options : null;
    Exchange fresh = new Exchange(this, request, options, like, key);
    if (key == null) {
      fresh.join(waiter);
      fresh.start();
      return;
    }
    Exchange joined =
        joinable.compute(
            key,
            (k, waiting) -> {
              if (waiting != null && waiting.join(waiter)) {
                return waiting;
              }
              fresh.join(waiter);
              return fresh;
            });
    if (joined == fresh) {
      fresh.start();
    }
  }

  /** Nobody joins it any more. */
  void forget(@Nullable String key, Exchange exchange) {
    if (key != null) {
      joinable.remove(key, exchange);
    }
  }

  Call call(HttpRequest request, CallOptions options) {
    return call(request, options, "");
  }

  Call call(HttpRequest request, CallOptions options, String line) {
    Target target = Target.of(request.method(), request.uri());
    boolean keyed = request.headers().firstValue("Idempotency-Key").isPresent();
    return new Call(
        target,
        new Party(manner.app(), options.tenant(), Credentials.digest(request), line),
        options.terms(manner.prices().points(target), keyed));
  }

  long price(HttpRequest request, CallOptions options) {
    return call(request, options).terms().points();
  }

  boolean readsBody(int status) {
    return manner.dialect().readsBody(status);
  }

  /** Whether redirects and 5xx of calls that are not repeated are answers like any other. */
  boolean relays() {
    return manner.relays();
  }

  HttpClient http() {
    return http;
  }

  Dispatcher dispatcher() {
    return dispatcher;
  }

  Likeness likeness() {
    return likeness;
  }

  Kept kept() {
    return kept;
  }

  /** The answer of an outcome without a response. */
  static Waiting.Ended answer(Outcome outcome, String detail) {
    return new Waiting.Ended() {
      @Override
      public <T> Answer<T> answer() {
        return switch (outcome) {
          case Outcome.Answered answered -> throw new AssertionError("answered without a response");
          case Outcome.RetryLater(long at, Outcome.Reason reason, String policy) ->
              new Answer.RetryLater<>(Instant.EPOCH.plus(at, ChronoUnit.MICROS), reason, policy);
          case Outcome.OutcomeUnknown(Failure failure, int attempts) ->
              new Answer.OutcomeUnknown<>(failure, detail);
          case Outcome.Failed(Failure failure, int attempts) ->
              new Answer.Failed<>(failure, detail);
        };
      }
    };
  }

  /** How an exception of the HTTP client is to be understood: never better than it was. */
  static Failure failure(Throwable problem) {
    boolean unsent =
        problem instanceof HttpConnectTimeoutException
            || problem instanceof ConnectException
            || problem instanceof UnresolvedAddressException;
    if (unsent) {
      return Failure.NOT_SENT;
    }
    return problem instanceof HttpTimeoutException ? Failure.TIMED_OUT : Failure.CUT;
  }

  static String words(Throwable problem) {
    return problem.getClass().getSimpleName();
  }

  static Throwable root(Throwable problem) {
    Throwable inner = problem;
    while ((inner instanceof CompletionException || inner instanceof ExecutionException)
        && inner.getCause() != null) {
      inner = inner.getCause();
    }
    return inner;
  }

  static String text(List<ByteBuffer> body) {
    StringBuilder text = new StringBuilder();
    for (ByteBuffer part : body) {
      text.append(StandardCharsets.UTF_8.decode(part.asReadOnlyBuffer()));
    }
    return text.toString();
  }
}
