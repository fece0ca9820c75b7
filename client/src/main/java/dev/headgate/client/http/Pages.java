package dev.headgate.client.http;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The pages of a list, one call each, that knows what they cost. For one thread; {@code next}
 * blocks. Ends after the first answer that is no response.
 */
public final class Pages<T> implements Iterator<Answer<T>> {
  private final HeadgateClient client;
  private final BodyHandler<T> handler;
  private final CallOptions options;
  private final Function<HttpResponse<T>, @Nullable HttpRequest> following;
  private @Nullable HttpRequest upcoming;
  private long points;

  Pages(HeadgateClient client, HttpRequest first, BodyHandler<T> handler, Turning<T> turning) {
    this.client = client;
    this.upcoming = first;
    this.handler = handler;
    this.options = turning.options();
    this.following = turning.following();
  }

  /**
   * How pages are turned.
   *
   * @param options of each call
   * @param following the request of the page after a response; null after the last
   */
  public record Turning<T>(
      CallOptions options, Function<HttpResponse<T>, @Nullable HttpRequest> following) {}

  @Override
  public boolean hasNext() {
    return upcoming != null;
  }

  /** What the next page is expected to cost; 0 after the last. */
  public long nextPoints() {
    HttpRequest next = upcoming;
    return next == null ? 0 : client.price(next, options);
  }

  /** What the pages so far were expected to cost. */
  public long pointsSoFar() {
    return points;
  }

  @Override
  public Answer<T> next() {
    HttpRequest request = upcoming;
    if (request == null) {
      throw new NoSuchElementException("pages: no more (expected: hasNext)");
    }
    points += nextPoints();
    Answer<T> answer = send(request);
    upcoming =
        answer instanceof Answer.Got<T>(HttpResponse<T> response, int attempts)
            ? following.apply(response)
            : null;
    return answer;
  }

  private Answer<T> send(HttpRequest request) {
    try {
      return client.send(request, handler, options);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while waiting for a page", e);
    }
  }
}
