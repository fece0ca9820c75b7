package dev.headgate.server.proxy;

import dev.headgate.client.http.Answer;
import dev.headgate.client.retry.Failure;
import dev.headgate.core.time.Micros;
import dev.headgate.core.time.TimeSource;
import dev.headgate.server.scripts.Visit;
import io.vertx.core.Context;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.ResponseInfo;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * One request on its way: from its body to the answer, or to the leaving of its caller. Belongs to
 * the event loop, but for what its {@code Downstream} calls.
 */
final class Relay {
  /** Who hears what becomes of it. */
  interface Watch {
    /** It is over; told once. */
    void over(Relay relay, Visit.End end);

    /** Its caller was told not to come back before that instant. */
    void later(Relay relay, Instant at);
  }

  /** What all relays have in common. */
  record Desk(ProxySettings settings, TimeSource time, Watch watch) {}

  private final HttpServerRequest request;
  private final Context context;
  private final Links links;
  private final Desk desk;
  private @Nullable CompletableFuture<Answer<Downstream>> answer;
  private boolean begun;
  private boolean over;

  Relay(HttpServerRequest request, Context context, Links links, Desk desk) {
    this.request = request;
    this.context = context;
    this.links = links;
    this.desk = desk;
    request.response().closeHandler(gone -> gone());
    request.response().exceptionHandler(gone -> gone());
  }

  HttpServerRequest request() {
    return request;
  }

  /** Whether somebody waits for the answer still. */
  boolean isOpen() {
    return !over;
  }

  /** Whether a part of the answer has left. */
  boolean hasBegun() {
    return begun;
  }

  /** It was handed to the client. */
  void sent(CompletableFuture<Answer<Downstream>> future) {
    answer = future;
    var _ =
        future.whenComplete(
            (done, problem) -> context.runOnContext(now -> answered(done, problem)));
  }

  /** Takes a response; on any thread. */
  Downstream take(ResponseInfo response) {
    boolean rewrites = JsonBodies.isRewritten(response, request.method(), desk.settings().bodies());
    return new Downstream(
        this, response, rewrites ? new JsonLinks(links, desk.settings().bodies().members()) : null);
  }

  /** The head of a long response leaves; on any thread. */
  void begin(Downstream response) {
    context.runOnContext(now -> head(response, null));
  }

  /** A part of a long response leaves, and another one is wanted; on any thread. */
  void write(Buffer part, Runnable more) {
    context.runOnContext(
        now -> {
          HttpServerResponse caller = request.response();
          if (over) {
            return;
          }
          if (part.length() > 0) {
            var _ = caller.write(part);
          }
          if (caller.writeQueueFull()) {
            caller.drainHandler(drained -> more.run());
          } else {
            more.run();
          }
        });
  }

  /** A response broke off after its head has left; on any thread. */
  void broke() {
    CompletableFuture<?> future = answer;
    if (future != null) {
      // Before the client could make the request anew: what has left cannot be taken back.
      future.cancel(false);
    }
    context.runOnContext(now -> cut());
  }

  /** Answers by itself; nothing is sent any more. */
  void refuse(Trouble trouble) {
    if (over || begun) {
      return;
    }
    Visit.End end = trouble.status() == 429 ? Visit.End.TURNED_AWAY : Visit.End.ANSWERED;
    finish(end);
    HttpServerResponse caller = request.response();
    caller.setStatusCode(trouble.status()).putHeader("Content-Type", Trouble.MEDIA_TYPE);
    if (trouble.retryAfter() > 0) {
      caller.putHeader("Retry-After", Long.toString(trouble.retryAfter()));
    }
    boolean unread = Intake.has(request) && !request.isEnded();
    if (unread) {
      // Whoever still sends a body that nobody reads must not wait for its end.
      caller.putHeader("Connection", "close");
      request.handler(null).resume();
    }
    var sent = caller.end(Buffer.buffer(trouble.body()));
    if (unread) {
      sent.onComplete(done -> request.connection().close());
    }
    giveUp();
  }

  private void answered(@Nullable Answer<Downstream> done, @Nullable Throwable problem) {
    if (over) {
      return;
    }
    if (done == null) {
      broken(problem);
      return;
    }
    switch (done) {
      case Answer.Got<Downstream>(HttpResponse<Downstream> got, int attempts) -> whole(got.body());
      case Answer.RetryLater<Downstream> later -> later(later);
      case Answer.OutcomeUnknown<Downstream>(Failure failure, String detail) ->
          refuse(Trouble.upstream(failure == Failure.TIMED_OUT, true, failure + ": " + detail));
      case Answer.Failed<Downstream>(Failure failure, String detail) ->
          refuse(Trouble.upstream(failure == Failure.TIMED_OUT, false, failure + ": " + detail));
    }
  }

  private void later(Answer.RetryLater<Downstream> later) {
    Instant now = Micros.instant(desk.time().micros());
    desk.watch().later(this, later.at());
    refuse(Later.answer(later, now, desk.settings().waits()));
  }

  private void broken(@Nullable Throwable problem) {
    if (begun) {
      cut();
      return;
    }
    String name = problem == null ? "unknown" : problem.getClass().getSimpleName();
    refuse(Trouble.upstream(false, true, "not relayed: " + name));
  }

  private void whole(Downstream response) {
    if (!response.hasBegun()) {
      head(response, (long) response.rest().length());
    }
    finish(Visit.End.ANSWERED);
    var _ =
        response.hasBegun() ? request.response().end() : request.response().end(response.rest());
  }

  private void head(Downstream downstream, @Nullable Long length) {
    if (over || begun) {
      return;
    }
    begun = true;
    ResponseInfo response = downstream.response();
    HttpServerResponse caller = request.response();
    caller.setStatusCode(response.statusCode());
    PassedFields.copy(response.headers(), links, downstream.isRewritten(), caller.headers());
    String stated = response.headers().firstValue("Content-Length").orElse(null);
    boolean bodiless = JsonBodies.hasNone(response.statusCode(), request.method());
    if (bodiless) {
      if (stated != null && response.statusCode() != 204) {
        caller.putHeader("Content-Length", stated);
      }
    } else if (length != null) {
      caller.putHeader("Content-Length", length.toString());
    } else if (stated != null && !downstream.isRewritten()) {
      caller.putHeader("Content-Length", stated);
    } else {
      caller.setChunked(true);
    }
  }

  /** Its caller has left. */
  private void gone() {
    if (!over) {
      finish(Visit.End.LEFT);
      giveUp();
    }
  }

  /** Breaks the caller's connection: the only honest end of a response that has begun. */
  private void cut() {
    if (!over) {
      finish(Visit.End.ANSWERED);
      request.connection().close();
    }
  }

  private void finish(Visit.End end) {
    over = true;
    desk.watch().over(this, end);
  }

  private void giveUp() {
    CompletableFuture<?> future = answer;
    if (future != null) {
      future.cancel(false);
    }
  }
}
