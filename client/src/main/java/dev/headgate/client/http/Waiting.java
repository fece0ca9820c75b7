package dev.headgate.client.http;

import dev.headgate.client.listen.Follower;
import dev.headgate.client.listen.Note;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpResponse.BodySubscribers;
import java.net.http.HttpResponse.ResponseInfo;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Somebody who waits for an answer, and how they want the body. */
final class Waiting<T> {
  private final BodyHandler<T> handler;
  private final Follower follower;
  private final CompletableFuture<Answer<T>> future = new CompletableFuture<>();
  private @Nullable T body;

  Waiting(BodyHandler<T> handler, Follower follower) {
    this.handler = handler;
    this.follower = follower;
  }

  CompletableFuture<Answer<T>> future() {
    return future;
  }

  String line() {
    return follower.line();
  }

  void told(Note note, boolean pays) {
    follower.happened(note, pays);
  }

  /** Takes the body of a response. */
  BodySubscriber<Object> subscriber(ResponseInfo info) {
    return BodySubscribers.mapping(
        handler.apply(info),
        made -> {
          body = made;
          return this;
        });
  }

  @SuppressWarnings("NullAway") // T is nullable where its handler makes nothing of bodies
  void got(HttpResponse<?> raw, ResponseInfo info, int attempts) {
    future.complete(new Answer.Got<>(new Delivered<>(raw, info, body), attempts));
  }

  /** Ends without a response. */
  void ended(Ended how) {
    future.complete(how.answer());
  }

  void broken(Throwable problem) {
    future.completeExceptionally(problem);
  }

  /** An answer without a response, whatever the body would have been. */
  interface Ended {
    <T> Answer<T> answer();
  }
}
