package dev.headgate.server.proxy;

import io.vertx.core.Context;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Takes the body of a request: one that is short, while there is room to keep it, whole, so that it
 * can be sent again; any other as it comes, once. Belongs to the event loop.
 */
final class Intake {
  /** How many bytes of bodies are kept, by all requests of a proxy. Belongs to the event loop. */
  static final class Room {
    private final long most;
    private long used;

    Room(long most) {
      this.most = most;
    }

    boolean take(int bytes) {
      if (used + bytes > most) {
        return false;
      }
      used += bytes;
      return true;
    }

    void giveBack(int bytes) {
      used -= bytes;
    }
  }

  private final HttpServerRequest request;
  private final Context context;
  private final ProxySettings.Bodies bounds;
  private final Room room;
  private final Consumer<RequestBody> taken;
  private final Buffer gathered = Buffer.buffer();
  private int reserved;
  private boolean handed;

  Intake(
      HttpServerRequest request,
      Context context,
      ProxySettings.Bodies bounds,
      Room room,
      Consumer<RequestBody> taken) {
    this.request = request;
    this.context = context;
    this.bounds = bounds;
    this.room = room;
    this.taken = taken;
  }

  /** Whether a request has a body; what is declared to be empty is none. */
  static boolean has(HttpServerRequest request) {
    String length = request.headers().get("Content-Length");
    return request.headers().contains("Transfer-Encoding")
        || (length != null && !length.matches("0+"));
  }

  /** The declared length; null if it is not declared. */
  static @Nullable Long length(HttpServerRequest request) {
    String length = request.headers().get("Content-Length");
    return length == null ? null : Long.valueOf(length);
  }

  /** Begins to read. */
  void start() {
    Long length = length(request);
    if (length != null && length > bounds.keptMax()) {
      request.pause();
      once();
      return;
    }
    if (request.headers().contains("Expect")) {
      request.response().writeContinue();
    }
    request.handler(this::part);
    request.exceptionHandler(gone -> drop());
    request.endHandler(end -> whole());
  }

  private void part(Buffer part) {
    int more = part.length();
    gathered.appendBuffer(part);
    boolean fits = gathered.length() <= bounds.keptMax() && room.take(more);
    if (fits) {
      reserved += more;
      return;
    }
    request.pause();
    drop();
    once();
  }

  private void drop() {
    room.giveBack(reserved);
    reserved = 0;
  }

  private void once() {
    handed = true;
    Long length = length(request);
    OnceBody body = new OnceBody(request, context, gathered, bounds.bodyMax());
    taken.accept(
        new RequestBody(
            length == null
                ? BodyPublishers.fromPublisher(body)
                : BodyPublishers.fromPublisher(body, length),
            true,
            0,
            ThreadLocalRandom.current().nextLong()));
  }

  private void whole() {
    if (!handed) {
      handed = true;
      byte[] bytes = gathered.getBytes();
      taken.accept(
          new RequestBody(BodyPublishers.ofByteArray(bytes), false, reserved, Digest.of(bytes)));
      reserved = 0;
    }
  }
}
