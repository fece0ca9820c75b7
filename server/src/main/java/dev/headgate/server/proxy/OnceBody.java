package dev.headgate.server.proxy;

import io.vertx.core.Context;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.Flow.Publisher;
import java.util.concurrent.Flow.Subscriber;
import java.util.concurrent.Flow.Subscription;
import org.jspecify.annotations.Nullable;

/**
 * A body that goes to the upstream as its caller sends it, no faster than the upstream takes it.
 * For one subscriber; everything happens on the event loop.
 */
final class OnceBody implements Publisher<ByteBuffer> {
  private final HttpServerRequest request;
  private final Context context;
  private final Buffer start;
  private final long bytesMax;
  private @Nullable Subscriber<? super ByteBuffer> subscriber;
  private long passed;
  private boolean startLeft;
  private boolean over;

  /**
   * A body.
   *
   * @param request is paused
   * @param start what was read of it already
   */
  OnceBody(HttpServerRequest request, Context context, Buffer start, long bytesMax) {
    this.request = request;
    this.context = context;
    this.start = start;
    this.bytesMax = bytesMax;
  }

  @Override
  public void subscribe(Subscriber<? super ByteBuffer> taker) {
    context.runOnContext(now -> begin(taker));
  }

  private void begin(Subscriber<? super ByteBuffer> taker) {
    if (subscriber != null) {
      taker.onSubscribe(new Demand());
      taker.onError(new IOException("body: asked for again (expected: once)"));
      return;
    }
    subscriber = taker;
    request.handler(this::part);
    request.endHandler(end -> end(taker));
    request.exceptionHandler(gone -> fail(taker, "the caller has left within the body"));
    if (request.headers().contains("Expect")) {
      request.response().writeContinue();
    }
    taker.onSubscribe(new Demand());
  }

  private void part(Buffer part) {
    Subscriber<? super ByteBuffer> taker = subscriber;
    if (over || taker == null) {
      return;
    }
    passed += part.length();
    if (passed > bytesMax) {
      fail(taker, "body: longer (expected: at most " + bytesMax + " bytes)");
      return;
    }
    taker.onNext(ByteBuffer.wrap(part.getBytes()));
  }

  private void end(Subscriber<? super ByteBuffer> taker) {
    if (!over) {
      over = true;
      taker.onComplete();
    }
  }

  private void fail(Subscriber<? super ByteBuffer> taker, String problem) {
    if (!over) {
      over = true;
      taker.onError(new IOException(problem));
    }
  }

  /** What the upstream asks for. */
  private final class Demand implements Subscription {
    @Override
    public void request(long parts) {
      context.runOnContext(now -> more(parts));
    }

    @Override
    public void cancel() {
      context.runOnContext(now -> over = true);
    }

    private void more(long parts) {
      long left = parts;
      if (!startLeft && start.length() > 0) {
        left--;
        startLeft = true;
        part(start);
      }
      if (left > 0 && !over) {
        request.fetch(left);
      }
    }
  }
}
