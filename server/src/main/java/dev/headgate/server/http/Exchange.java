package dev.headgate.server.http;

import dev.headgate.core.time.Monotonic;
import io.vertx.core.Context;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import org.jspecify.annotations.Nullable;

/**
 * One request and its answer. Collects the body within its bound, then hands it over once; answers
 * once. Belongs to its event loop, but for {@link #answer}, which any thread may call.
 */
final class Exchange {
  /** Bytes beyond the bound that are still read and thrown away, so that the answer arrives. */
  static final int DISCARDED_MAX = 1 << 20;

  private static final CharSequence JSON = HttpHeaders.createOptimized("application/json");
  private static final CharSequence PROBLEM =
      HttpHeaders.createOptimized("application/problem+json");
  private static final CharSequence NO_STORE = HttpHeaders.createOptimized("no-store");
  private static final Buffer EMPTY = Buffer.buffer(0);

  private final HttpServerRequest request;
  private final Context context;
  private final int bodyMax;
  private final Watch watch;
  private @Nullable Buffer body;
  private @Nullable Principal principal;
  private String label = "none";
  private long received;
  private boolean grows;
  private boolean ended;
  private volatile boolean answered;

  /** Its neighbours among the open exchanges of its event loop. */
  @Nullable Exchange before;

  @Nullable Exchange after;
  final long openedNanos = Monotonic.nanos();

  /** Hears when an exchange was answered and when it is over. */
  interface Watch {
    void answered(Exchange exchange, int status);

    void over(Exchange exchange);
  }

  Exchange(HttpServerRequest request, Context context, int bodyMax, Watch watch) {
    this.request = request;
    this.context = context;
    this.bodyMax = bodyMax;
    this.watch = watch;
  }

  /** Reads the body and gives it to the handler, unless an answer was given before it ended. */
  void collect(java.util.function.Consumer<Buffer> whole) {
    request.handler(this::chunk);
    request.exceptionHandler(gone -> finish());
    request.endHandler(
        end -> {
          ended = true;
          Buffer collected = body == null ? EMPTY : body;
          if (answered) {
            finish();
          } else {
            whole.accept(collected);
          }
        });
  }

  private void chunk(Buffer chunk) {
    received += chunk.length();
    if (received > bodyMax) {
      body = null;
      problem(Problems.bodyTooLarge(bodyMax));
      if (received > (long) bodyMax + DISCARDED_MAX) {
        drop();
      }
    } else if (body == null) {
      body = chunk;
    } else {
      append(body, chunk);
    }
  }

  /** Most bodies are one chunk, which is used as it is; a longer body gets a buffer of its own. */
  private void append(Buffer collected, Buffer chunk) {
    if (!grows) {
      grows = true;
      body = Buffer.buffer(2 * (int) received).appendBuffer(collected).appendBuffer(chunk);
    } else {
      collected.appendBuffer(chunk);
    }
  }

  HttpServerRequest request() {
    return request;
  }

  HttpMethod method() {
    return request.method();
  }

  @Nullable String header(CharSequence name) {
    return request.headers().get(name);
  }

  /** Names the endpoint for metrics; never holds what a caller sent. */
  void label(String value) {
    label = value;
  }

  String label() {
    return label;
  }

  void principal(Principal value) {
    principal = value;
  }

  Principal principal() {
    Principal known = principal;
    if (known == null) {
      throw new AssertionError("asked for the principal of an open endpoint");
    }
    return known;
  }

  boolean hasEnded() {
    return ended;
  }

  boolean isAnswered() {
    return answered;
  }

  /** Whether nobody is there to hear the answer. */
  boolean isGone() {
    return request.response().closed();
  }

  void json(int status, JsonOut json) {
    answer(status, status < 400 ? JSON : PROBLEM, json.toBuffer());
  }

  void problem(ApiProblem problem) {
    JsonOut json = new JsonOut();
    problem.write(json);
    if (problem.status() == 401) {
      request.response().putHeader("WWW-Authenticate", "Bearer realm=\"headgate\"");
    }
    json(problem.status(), json);
  }

  /**
   * Answers; the second answer and the answer to nobody are dropped. It is sent after the requests
   * that were read in the same turn of the event loop are decided: many decisions, then many
   * answers, cost 4 to 14 % less than one by one.
   */
  void answer(int status, CharSequence mediaType, Buffer content) {
    context.runOnContext(now -> send(status, mediaType, content));
  }

  /** Closes the connection at once. */
  void drop() {
    request.connection().close();
    finish();
  }

  private void send(int status, CharSequence mediaType, Buffer content) {
    if (answered) {
      return;
    }
    answered = true;
    watch.answered(this, status);
    HttpServerResponse response = request.response();
    if (!response.closed()) {
      response.setStatusCode(status);
      response.headers().set(HttpHeaders.CONTENT_TYPE, mediaType);
      response.headers().set(HttpHeaders.CACHE_CONTROL, NO_STORE);
      response.end(content);
    }
    if (ended || response.closed()) {
      finish();
    }
  }

  private void finish() {
    ended = true;
    answered = true;
    watch.over(this);
  }
}
