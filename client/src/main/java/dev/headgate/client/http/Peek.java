package dev.headgate.client.http;

import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow.Subscription;
import org.jspecify.annotations.Nullable;

/**
 * Looks at the start of a body before it is decided who gets it: gathers up to a bound, then hands
 * what it has, and all that follows, to the subscriber that was chosen. Signals come one at a time,
 * as the Flow rules have it; requests may come from other threads.
 */
final class Peek<T> implements BodySubscriber<T> {

  /** Chooses who gets the body. */
  interface Choice<T> {
    /**
     * The subscriber.
     *
     * @param start of the body; not to be changed
     * @param whole whether that is all of it
     */
    BodySubscriber<T> choose(List<ByteBuffer> start, boolean whole);
  }

  private final int bound;
  private final Choice<T> choice;
  private final CompletableFuture<T> body = new CompletableFuture<>();
  private final List<ByteBuffer> start = new ArrayList<>();
  private int gathered;
  private @Nullable Subscription upstream;
  private @Nullable BodySubscriber<T> chosen;

  Peek(int bound, Choice<T> choice) {
    this.bound = bound;
    this.choice = choice;
  }

  @Override
  public CompletionStage<T> getBody() {
    return body;
  }

  @Override
  public void onSubscribe(Subscription subscription) {
    upstream = subscription;
    subscription.request(1);
  }

  @Override
  public void onNext(List<ByteBuffer> item) {
    if (chosen != null) {
      chosen.onNext(item);
      return;
    }
    start.addAll(item);
    gathered += item.stream().mapToInt(ByteBuffer::remaining).sum();
    if (gathered >= bound) {
      choose(false);
    } else {
      Objects.requireNonNull(upstream).request(1);
    }
  }

  @Override
  public void onError(Throwable problem) {
    if (chosen != null) {
      chosen.onError(problem);
    }
    body.completeExceptionally(problem);
  }

  @Override
  public void onComplete() {
    if (chosen != null) {
      chosen.onComplete();
      return;
    }
    choose(true);
  }

  private void choose(boolean whole) {
    BodySubscriber<T> taker;
    try {
      taker = choice.choose(List.copyOf(start), whole);
    } catch (RuntimeException problem) {
      body.completeExceptionally(problem);
      Objects.requireNonNull(upstream).cancel();
      return;
    }
    if (whole) {
      pass(Replay.into(taker, start));
      return;
    }
    chosen = taker;
    pass(taker.getBody());
    taker.onSubscribe(new Rest(taker, start, Objects.requireNonNull(upstream)));
  }

  private void pass(CompletionStage<T> stage) {
    stage.whenComplete(
        (made, problem) -> {
          if (problem != null) {
            body.completeExceptionally(problem);
          } else {
            body.complete(made);
          }
        });
  }

  /** First what was gathered, then what comes. */
  private static final class Rest implements Subscription {
    private final BodySubscriber<?> taker;
    private final List<ByteBuffer> start;
    private final Subscription upstream;
    private final java.util.concurrent.atomic.AtomicBoolean given =
        new java.util.concurrent.atomic.AtomicBoolean();

    Rest(BodySubscriber<?> taker, List<ByteBuffer> start, Subscription upstream) {
      this.taker = taker;
      this.start = start;
      this.upstream = upstream;
    }

    @Override
    public void request(long items) {
      long more = items;
      if (given.compareAndSet(false, true)) {
        taker.onNext(start);
        more = items == Long.MAX_VALUE ? items : items - 1;
      }
      if (more > 0) {
        upstream.request(more);
      }
    }

    @Override
    public void cancel() {
      given.set(true);
      upstream.cancel();
    }
  }
}
