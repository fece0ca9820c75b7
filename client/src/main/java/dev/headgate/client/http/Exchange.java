package dev.headgate.client.http;

import dev.headgate.client.governor.Outcome;
import dev.headgate.client.listen.Note;
import dev.headgate.client.retry.Failure;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One request on its way: waits with the governor, is sent, perhaps again, perhaps elsewhere, and
 * answers all who wait for it. Safe for all threads; one attempt at a time.
 */
final class Exchange implements Dispatcher.Sendable {
  /** How often a request whose response broke off in its body is made anew. */
  private static final int ANEW_MAX = 2;

  private final Engine engine;
  private final CallOptions options;
  private final @Nullable String joinKey;
  private final ReentrantLock lock = new ReentrantLock();
  private final List<Waiting<?>> waiters = new ArrayList<>();

  private volatile HttpRequest request;
  private volatile @Nullable String like;
  private volatile long id;
  private volatile String detail = "";
  private boolean sent;
  private boolean over;
  private @Nullable CompletableFuture<?> underWay;
  private int hops;
  private int anew;

  /**
   * A request.
   *
   * @param like what it has in common with alike ones; null if nothing
   * @param joinKey by which others find it while it waits; null if none may join
   */
  Exchange(
      Engine engine,
      HttpRequest request,
      CallOptions options,
      @Nullable String like,
      @Nullable String joinKey) {
    this.engine = engine;
    this.request = request;
    this.options = options;
    this.like = like;
    this.joinKey = joinKey;
  }

  /** Adds a waiter; false if it is too late: the request was sent. */
  boolean join(Waiting<?> waiter) {
    lock.lock();
    try {
      if (sent || over) {
        return false;
      }
      waiters.add(waiter);
    } finally {
      lock.unlock();
    }
    var unused =
        waiter
            .future()
            .whenComplete(
                (answer, problem) -> {
                  if (problem instanceof CancellationException) {
                    left(waiter);
                  }
                });
    return true;
  }

  /** Hands it to the governor. */
  void start() {
    try {
      List<Waiting<?>> all = waiters();
      String line = all.isEmpty() ? "" : all.getFirst().line();
      engine.dispatcher().submit(engine.call(request, options, line), this, given -> id = given);
    } catch (IllegalStateException closed) {
      broken(closed);
    }
  }

  @Override
  public void send() {
    lock.lock();
    try {
      sent = true;
      if (over) {
        return;
      }
    } finally {
      lock.unlock();
    }
    // From here on nobody may join: the server may see the request before what they did.
    engine.forget(joinKey, this);
    try {
      CompletableFuture<?> response = new Attempt(engine, this, request, id).send();
      if (isLeftBy(response)) {
        response.cancel(true);
      }
    } catch (IllegalArgumentException noRequest) {
      engine.dispatcher().left(id);
      broken(noRequest);
    }
  }

  @Override
  public void ended(Outcome outcome) {
    finish(waiting -> waiting.ended(Engine.answer(outcome, detail)));
  }

  @Override
  public void closed() {
    waiters().forEach(waiter -> waiter.future().cancel(true));
  }

  @Override
  public void told(Note note) {
    List<Waiting<?>> all = waiters();
    for (int i = 0; i < all.size(); i++) {
      all.get(i).told(note, i == 0);
    }
  }

  /** The redirect to follow by that response; null if it is the answer. */
  @Nullable HttpRequest redirect(java.net.http.HttpResponse.ResponseInfo info) {
    boolean bodyGone = options.sharing() == CallOptions.Sharing.ONCE;
    return hops < Redirects.MOST && !engine.relays()
        ? Redirects.next(request, info.statusCode(), info.headers(), bodyGone)
        : null;
  }

  /** Goes on elsewhere, through the gates of that place. */
  void hop(HttpRequest next) {
    hops++;
    request = next;
    like = null;
    start();
  }

  /** There was no head of a response. */
  void failed(long attempted, Throwable problem) {
    detail = Engine.words(problem);
    engine.dispatcher().failed(attempted, Engine.failure(problem));
  }

  /** The response was there, and broke off. */
  void bodyBroke(Throwable problem, int attempts) {
    if (isOver()) {
      return;
    }
    if (!(problem instanceof IOException)) {
      broken(problem);
      return;
    }
    boolean idempotent = engine.call(request, options).isIdempotent();
    if (idempotent && anew < ANEW_MAX && options.sharing() != CallOptions.Sharing.ONCE) {
      anew++;
      start();
      return;
    }
    detail = Engine.words(problem);
    ended(
        idempotent
            ? new Outcome.Failed(Failure.CUT, attempts)
            : new Outcome.OutcomeUnknown(Failure.CUT, attempts));
  }

  void broken(Throwable problem) {
    finish(waiting -> waiting.broken(problem));
  }

  void finish(Consumer<Waiting<?>> how) {
    List<Waiting<?>> all;
    lock.lock();
    try {
      over = true;
      all = List.copyOf(waiters);
    } finally {
      lock.unlock();
    }
    engine.forget(joinKey, this);
    all.forEach(how);
  }

  /** The first keeps the response; the others ask for themselves. */
  void part(List<Waiting<?>> others) {
    lock.lock();
    try {
      waiters.removeAll(others);
    } finally {
      lock.unlock();
    }
    for (Waiting<?> other : others) {
      Exchange own = new Exchange(engine, request, options, like, null);
      own.join(other);
      own.start();
    }
  }

  List<Waiting<?>> waiters() {
    lock.lock();
    try {
      return List.copyOf(waiters);
    } finally {
      lock.unlock();
    }
  }

  @Nullable String like() {
    return like;
  }

  void detail(String words) {
    detail = words;
  }

  /** Whether everybody has left before there was something to cut off. */
  private boolean isLeftBy(CompletableFuture<?> response) {
    lock.lock();
    try {
      underWay = response;
      return over && !response.isDone();
    } finally {
      lock.unlock();
    }
  }

  private void left(Waiting<?> waiter) {
    CompletableFuture<?> cut;
    lock.lock();
    try {
      waiters.remove(waiter);
      if (!waiters.isEmpty() || over) {
        return;
      }
      over = true;
      cut = underWay;
    } finally {
      lock.unlock();
    }
    engine.forget(joinKey, this);
    engine.dispatcher().left(id);
    if (cut != null) {
      cut.cancel(true);
    }
  }

  private boolean isOver() {
    lock.lock();
    try {
      return over;
    } finally {
      lock.unlock();
    }
  }
}
