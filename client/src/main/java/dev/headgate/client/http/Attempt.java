package dev.headgate.client.http;

import dev.headgate.client.governor.Outcome;
import dev.headgate.client.reading.Response;
import dev.headgate.client.retry.Failure;
import dev.headgate.headers.reading.FieldLines;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpResponse.BodySubscribers;
import java.net.http.HttpResponse.ResponseInfo;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * A request as it is sent once. The governor hears of the head of its response; the body goes to
 * the waiters if that is the answer, and nowhere if it is not. Its signals come one after another.
 */
final class Attempt {
  /** What became of the head. */
  private sealed interface Head {}

  private record None() implements Head {}

  /** Not the answer; somebody else goes on. */
  private record Passed() implements Head {}

  /** The answer, for the waiters that have the body or will have it. */
  private record Answer(ResponseInfo info, int attempts, CompletableFuture<?> handedOver)
      implements Head {}

  private record Redirect(HttpRequest next) implements Head {}

  private static final CompletableFuture<?> BY_STREAM = CompletableFuture.completedFuture(true);
  private static final int NOT_MODIFIED = 304;

  private final Engine engine;
  private final Exchange exchange;
  private final HttpRequest request;
  private final long id;
  private final Kept.@Nullable Entry kept;
  private volatile Head head = new None();

  Attempt(Engine engine, Exchange exchange, HttpRequest request, long id) {
    this.engine = engine;
    this.exchange = exchange;
    this.id = id;
    boolean own = request.headers().map().keySet().stream().anyMatch(Attempt::isCondition);
    String like = exchange.like();
    this.kept = like == null || own ? null : engine.kept().find(like);
    this.request = kept == null ? request : onlyIfChanged(request, kept.etag());
  }

  /** Sends it; cancelling what is returned cuts it off. */
  CompletableFuture<?> send() {
    CompletableFuture<HttpResponse<Object>> response =
        engine.http().sendAsync(request, this::headOf);
    var unused = response.whenComplete(this::done);
    return response;
  }

  private static HttpRequest onlyIfChanged(HttpRequest request, String etag) {
    return HttpRequest.newBuilder(request, (name, value) -> true)
        .setHeader("If-None-Match", etag)
        .build();
  }

  private static boolean isCondition(String field) {
    return field.regionMatches(true, 0, "If-", 0, 3);
  }

  /** The head is there: looks into the body first where that may matter. */
  private BodySubscriber<Object> headOf(ResponseInfo info) {
    boolean read = engine.readsBody(info.statusCode());
    int bound = read ? Response.BODY_MAX : 0;
    if (keeps(info)) {
      bound = Math.max(bound, Kept.BODY_MAX);
    }
    if (exchange.waiters().size() > 1) {
      bound = Engine.SHARED_BODY_MAX;
    }
    return bound == 0
        ? taken(info, "", List.of(), false)
        : new Peek<>(
            bound, (start, whole) -> taken(info, read ? Engine.text(start) : "", start, whole));
  }

  private boolean keeps(ResponseInfo info) {
    return exchange.like() != null && engine.kept().wants(info);
  }

  private BodySubscriber<Object> taken(
      ResponseInfo info, String text, List<ByteBuffer> start, boolean whole) {
    FieldLines fields = FieldLines.of(info.headers().map());
    exchange.detail("status " + info.statusCode());
    head = new Passed();
    Outcome outcome =
        engine.dispatcher().answered(id, new Response(info.statusCode(), fields, text));
    if (outcome instanceof Outcome.Answered(int attempts)) {
      return answered(info, attempts, start, whole);
    }
    if (engine.relays()
        && outcome instanceof Outcome.OutcomeUnknown(Failure failure, int attempts)
        && failure == Failure.SERVER_ERROR) {
      return answered(info, attempts, start, whole);
    }
    if (outcome != null) {
      exchange.ended(outcome);
    }
    return nobody();
  }

  private BodySubscriber<Object> answered(
      ResponseInfo info, int attempts, List<ByteBuffer> start, boolean whole) {
    engine.likeness().learn(request, info.headers());
    HttpRequest next = exchange.redirect(info);
    if (next != null) {
      head = new Redirect(next);
      return nobody();
    }
    if (info.statusCode() == NOT_MODIFIED && kept != null) {
      return handOver(kept.info(), attempts, kept.body());
    }
    String like = exchange.like();
    if (whole && like != null && keeps(info)) {
      engine.kept().keep(like, info, start);
    }
    List<Waiting<?>> all = exchange.waiters();
    if (whole && all.size() > 1) {
      return handOver(info, attempts, start);
    }
    // A body too long to be kept for all goes to the first.
    exchange.part(all.subList(Math.min(1, all.size()), all.size()));
    head = new Answer(info, attempts, BY_STREAM);
    return all.isEmpty() ? nobody() : all.getFirst().subscriber(info);
  }

  /** Gives a body that is at hand to everybody. */
  private BodySubscriber<Object> handOver(ResponseInfo info, int attempts, List<ByteBuffer> body) {
    CompletableFuture<?>[] made =
        exchange.waiters().stream()
            .map(waiting -> Replay.into(waiting.subscriber(info), body).toCompletableFuture())
            .toArray(CompletableFuture[]::new);
    head = new Answer(info, attempts, CompletableFuture.allOf(made));
    return nobody();
  }

  /** Reads the body to its end, so that the connection can be used again. */
  private BodySubscriber<Object> nobody() {
    return BodySubscribers.replacing(this);
  }

  private void done(@Nullable HttpResponse<Object> raw, @Nullable Throwable problem) {
    Throwable cause = problem == null ? null : Engine.root(problem);
    switch (head) {
      case None() -> exchange.failed(id, cause == null ? new AssertionError("no head") : cause);
      case Passed() -> {}
      case Redirect(HttpRequest next) -> exchange.hop(next);
      case Answer(ResponseInfo info, int attempts, CompletableFuture<?> handedOver) -> {
        if (cause != null || raw == null) {
          exchange.bodyBroke(cause == null ? new AssertionError("no response") : cause, attempts);
          return;
        }
        var unused =
            handedOver.whenComplete(
                (made, failed) -> {
                  if (failed != null) {
                    exchange.broken(Engine.root(failed));
                  } else {
                    exchange.finish(waiting -> waiting.got(raw, info, attempts));
                  }
                });
      }
    }
  }
}
