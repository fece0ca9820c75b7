package dev.headgate.client.http;

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
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;

/**
 * A {@code HeadgateClient} for libraries that take the JDK's client: what is sent through it waits,
 * is paced and repeated; what has no response is an {@code IOException}, whose cause is a {@code
 * NoResponseException}. Pushed responses are not taken, and web sockets not opened. Safe for all
 * threads.
 */
final class GovernedHttpClient extends HttpClient {
  private final HeadgateClient governed;
  private final HttpClient plain;

  GovernedHttpClient(HeadgateClient governed, HttpClient plain) {
    this.governed = governed;
    this.plain = plain;
  }

  @Override
  public <T> HttpResponse<T> send(HttpRequest request, BodyHandler<T> handler)
      throws IOException, InterruptedException {
    try {
      return governed.send(request, handler).response();
    } catch (NoResponseException none) {
      throw new IOException(none.getMessage(), none);
    }
  }

  @Override
  public <T> CompletableFuture<HttpResponse<T>> sendAsync(
      HttpRequest request, BodyHandler<T> handler) {
    CompletableFuture<Answer<T>> answer = governed.sendAsync(request, handler);
    CompletableFuture<HttpResponse<T>> response = answer.thenApply(GovernedHttpClient::response);
    var unused =
        response.whenComplete(
            (got, trouble) -> {
              if (response.isCancelled()) {
                answer.cancel(true);
              }
            });
    return response;
  }

  @Override
  public <T> CompletableFuture<HttpResponse<T>> sendAsync(
      HttpRequest request, BodyHandler<T> handler, PushPromiseHandler<T> pushes) {
    return sendAsync(request, handler);
  }

  private static <T> HttpResponse<T> response(Answer<T> answer) {
    try {
      return answer.response();
    } catch (NoResponseException none) {
      throw new CompletionException(new IOException(none.getMessage(), none));
    }
  }

  @Override
  public Optional<CookieHandler> cookieHandler() {
    return plain.cookieHandler();
  }

  @Override
  public Optional<Duration> connectTimeout() {
    return plain.connectTimeout();
  }

  @Override
  public Redirect followRedirects() {
    return plain.followRedirects();
  }

  @Override
  public Optional<ProxySelector> proxy() {
    return plain.proxy();
  }

  @Override
  public SSLContext sslContext() {
    return plain.sslContext();
  }

  @Override
  public SSLParameters sslParameters() {
    return plain.sslParameters();
  }

  @Override
  public Optional<Authenticator> authenticator() {
    return plain.authenticator();
  }

  @Override
  public Version version() {
    return plain.version();
  }

  @Override
  public Optional<Executor> executor() {
    return plain.executor();
  }
}
