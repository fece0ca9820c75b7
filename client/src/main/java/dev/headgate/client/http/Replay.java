package dev.headgate.client.http;

import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow.Subscription;
import java.util.concurrent.atomic.AtomicBoolean;

/** Gives a whole body that is at hand to a subscriber, when it asks. */
final class Replay implements Subscription {
  private final BodySubscriber<?> subscriber;
  private final List<ByteBuffer> body;
  private final AtomicBoolean over = new AtomicBoolean();

  private Replay(BodySubscriber<?> subscriber, List<ByteBuffer> body) {
    this.subscriber = subscriber;
    this.body = body;
  }

  /** The body as the subscriber makes it. */
  static <T> CompletionStage<T> into(BodySubscriber<T> subscriber, List<ByteBuffer> body) {
    List<ByteBuffer> own = body.stream().map(ByteBuffer::asReadOnlyBuffer).toList();
    Replay replay = new Replay(subscriber, own);
    subscriber.onSubscribe(replay);
    return subscriber.getBody();
  }

  @Override
  public void request(long items) {
    if (over.compareAndSet(false, true)) {
      if (!body.isEmpty()) {
        subscriber.onNext(body);
      }
      subscriber.onComplete();
    }
  }

  @Override
  public void cancel() {
    over.set(true);
  }
}
