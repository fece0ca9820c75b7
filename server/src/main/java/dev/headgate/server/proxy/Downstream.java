package dev.headgate.server.proxy;

import io.vertx.core.buffer.Buffer;
import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpResponse.ResponseInfo;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow.Subscription;
import org.jspecify.annotations.Nullable;

/**
 * Takes a response for a caller. Holds a short body back until it is whole, so that one that breaks
 * off can be had anew; a longer one goes on to the caller as it comes, no faster than they take it.
 * Signals come one after another, as the Flow rules have it.
 */
final class Downstream implements BodySubscriber<Downstream> {
  private final Relay relay;
  private final ResponseInfo response;
  private final @Nullable JsonLinks json;
  private final CompletableFuture<Downstream> whole = new CompletableFuture<>();
  private final Buffer held = Buffer.buffer();
  private @Nullable Subscription upstream;
  private boolean streams;

  Downstream(Relay relay, ResponseInfo response, @Nullable JsonLinks json) {
    this.relay = relay;
    this.response = response;
    this.json = json;
  }

  ResponseInfo response() {
    return response;
  }

  /** Whether its body is not what the upstream sent. */
  boolean isRewritten() {
    return json != null;
  }

  /** Whether a part of it has left already. */
  boolean hasBegun() {
    return streams;
  }

  /** What is left to be sent, once it is whole. */
  Buffer rest() {
    return held;
  }

  @Override
  public CompletionStage<Downstream> getBody() {
    return whole;
  }

  @Override
  public void onSubscribe(Subscription subscription) {
    upstream = subscription;
    subscription.request(1);
  }

  @Override
  public void onNext(List<ByteBuffer> parts) {
    Buffer next = streams ? Buffer.buffer() : held;
    for (ByteBuffer part : parts) {
      next.appendBytes(bytes(part));
    }
    Subscription more = Objects.requireNonNull(upstream);
    if (!streams && held.length() <= ProxySettings.HELD_MAX) {
      more.request(1);
      return;
    }
    Buffer leaving = streams ? next : held.copy();
    if (!streams) {
      streams = true;
      relay.begin(this);
    }
    relay.write(leaving, () -> more.request(1));
  }

  @Override
  public void onError(Throwable problem) {
    if (streams) {
      relay.broke();
    }
    whole.completeExceptionally(problem);
  }

  @Override
  public void onComplete() {
    Buffer last = json == null ? Buffer.buffer() : Buffer.buffer(json.end());
    if (streams) {
      relay.write(last, () -> {});
    } else {
      held.appendBuffer(last);
    }
    whole.complete(this);
  }

  private byte[] bytes(ByteBuffer part) {
    if (json != null) {
      return json.feed(part);
    }
    byte[] bytes = new byte[part.remaining()];
    part.get(bytes);
    return bytes;
  }
}
