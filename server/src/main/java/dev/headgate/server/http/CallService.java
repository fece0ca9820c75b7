package dev.headgate.server.http;

import dev.headgate.headers.reading.IdempotencyKey;
import io.vertx.core.buffer.Buffer;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Serves a question about one call or a batch of them. Safe for all threads. */
final class CallService implements Endpoint.Service {
  private static final CharSequence IDEMPOTENCY_KEY =
      io.vertx.core.http.HttpHeaders.createOptimized(IdempotencyKey.FIELD.toLowerCase(Locale.ROOT));

  /** The bytes of a single answer, which are copied into a buffer before the next is written. */
  private static final ThreadLocal<JsonOut> JSON = ThreadLocal.withInitial(JsonOut::new);

  private final CallSource calls;
  private final Question question;
  private final int batchMax;

  CallService(CallSource calls, Question question, int batchMax) {
    this.calls = calls;
    this.question = question;
    this.batchMax = batchMax;
  }

  @Override
  public void serve(Exchange exchange, Buffer body, String id) {
    Asked asked = JsonIn.read(body.getBytes(), in -> Asked.read(in, batchMax));
    String key = key(exchange);
    if (asked.batch()) {
      if (key != null) {
        throw Problems.wrong("Idempotency-Key", "a key for a batch", "an id in each call").thrown();
      }
      new Batch(exchange, asked.calls()).next();
      return;
    }
    CallBody one = asked.calls().getFirst();
    useKey(one, key);
    ask(
        one,
        (status, answer) -> {
          JsonOut json = JSON.get().clear();
          answer.write(json);
          exchange.json(status, json);
        });
  }

  private static @Nullable String key(Exchange exchange) {
    List<String> lines = exchange.request().headers().getAll(IDEMPOTENCY_KEY);
    return switch (IdempotencyKey.read(lines)) {
      case IdempotencyKey.Absent() -> null;
      case IdempotencyKey.Present(String key) -> key;
      case IdempotencyKey.Unreadable(String problem) -> throw Problems.unreadable(problem).thrown();
    };
  }

  private static void useKey(CallBody call, @Nullable String key) {
    if (key == null) {
      return;
    }
    if (call.id != null && !call.id.equals(key)) {
      throw Problems.wrong("/id", "another id", "that of the field Idempotency-Key").thrown();
    }
    call.id = key;
  }

  private void ask(CallBody body, Answered answered) {
    Planned planned;
    try {
      planned = calls.plan(body);
    } catch (RequestException mistake) {
      answered.problem(mistake.problem());
      return;
    }
    question.ask(planned, answered);
  }

  /** Asks about one call after the other; each sees what those before it took. */
  private final class Batch implements Answered {
    private final Exchange exchange;
    private final List<CallBody> bodies;
    private final JsonOut json = new JsonOut().object().array("answers");
    private int at;

    Batch(Exchange exchange, List<CallBody> bodies) {
      this.exchange = exchange;
      this.bodies = bodies;
    }

    void next() {
      if (at == bodies.size()) {
        exchange.json(200, json.endArray().end());
      } else {
        ask(bodies.get(at++), this);
      }
    }

    @Override
    public void with(int status, Body body) {
      json.object().number("status", status).name("body");
      body.write(json);
      json.end();
      next();
    }
  }
}
