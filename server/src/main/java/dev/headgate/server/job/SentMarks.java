package dev.headgate.server.job;

import java.io.IOException;
import java.net.Authenticator;
import java.net.CookieHandler;
import java.net.ProxySelector;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.PushPromiseHandler;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import org.jspecify.annotations.Nullable;

/**
 * An HTTP client that writes into the journal what leaves, before it leaves. The number of the line
 * comes in a field of the request, which is taken out. A response that says "refused" puts the line
 * back to planned. Safe for all threads.
 */
final class SentMarks extends HttpClient {
  /** Carries the line from the job to here, and no further. */
  static final String LINE = "Headgate-Job-Line";

  private static final int TOO_MANY = 429;

  private final HttpClient http;
  private final Journal journal;
  private final boolean refusedIsUndone;

  SentMarks(HttpClient http, Journal journal, boolean refusedIsUndone) {
    this.http = http;
    this.journal = journal;
    this.refusedIsUndone = refusedIsUndone;
  }

  @Override
  public <T> CompletableFuture<HttpResponse<T>> sendAsync(
      HttpRequest request, BodyHandler<T> handler) {
    Optional<String> line = request.headers().firstValue(LINE);
    if (line.isEmpty()) {
      return http.sendAsync(request, handler);
    }
    long number = Long.parseLong(line.get());
    boolean repeatable = dev.headgate.client.call.Methods.isIdempotent(request.method());
    HttpRequest sent =
        HttpRequest.newBuilder(request, (name, value) -> !name.equalsIgnoreCase(LINE)).build();
    journal.sent(number, repeatable);
    return http.sendAsync(sent, info -> answered(number, info, handler));
  }

  /** Before the head is handed on: a retry that follows must find the line as it was. */
  private <T> HttpResponse.BodySubscriber<T> answered(
      long line, HttpResponse.ResponseInfo info, BodyHandler<T> handler) {
    if (info.statusCode() == TOO_MANY && refusedIsUndone) {
      journal.planned(line);
    }
    return handler.apply(info);
  }

  @Override
  public <T> CompletableFuture<HttpResponse<T>> sendAsync(
      HttpRequest request, BodyHandler<T> handler, @Nullable PushPromiseHandler<T> pushes) {
    return sendAsync(request, handler);
  }

  @Override
  public <T> HttpResponse<T> send(HttpRequest request, BodyHandler<T> handler)
      throws IOException, InterruptedException {
    throw new UnsupportedOperationException("send (expected: sendAsync)");
  }

  @Override
  public Optional<CookieHandler> cookieHandler() {
    return http.cookieHandler();
  }

  @Override
  public Optional<Duration> connectTimeout() {
    return http.connectTimeout();
  }

  @Override
  public Redirect followRedirects() {
    return http.followRedirects();
  }

  @Override
  public Optional<ProxySelector> proxy() {
    return http.proxy();
  }

  @Override
  public SSLContext sslContext() {
    return http.sslContext();
  }

  @Override
  public SSLParameters sslParameters() {
    return http.sslParameters();
  }

  @Override
  public Optional<Authenticator> authenticator() {
    return http.authenticator();
  }

  @Override
  public Version version() {
    return http.version();
  }

  @Override
  public Optional<Executor> executor() {
    return http.executor();
  }
}
