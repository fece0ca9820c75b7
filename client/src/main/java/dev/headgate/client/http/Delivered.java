package dev.headgate.client.http;

import java.net.URI;
import java.net.http.HttpClient.Version;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Optional;
import javax.net.ssl.SSLSession;

/**
 * A response as one of its waiters gets it.
 *
 * @param raw what the HTTP client received last
 * @param info status and fields, which are older than {@code raw} where it said "not modified"
 * @param made the body
 */
record Delivered<T>(HttpResponse<?> raw, ResponseInfo info, T made) implements HttpResponse<T> {

  @Override
  public int statusCode() {
    return info.statusCode();
  }

  @Override
  public HttpRequest request() {
    return raw.request();
  }

  @Override
  public Optional<HttpResponse<T>> previousResponse() {
    return Optional.empty();
  }

  @Override
  public HttpHeaders headers() {
    return info.headers();
  }

  @Override
  public T body() {
    return made;
  }

  @Override
  public Optional<SSLSession> sslSession() {
    return raw.sslSession();
  }

  @Override
  public URI uri() {
    return raw.uri();
  }

  @Override
  public Version version() {
    return raw.version();
  }

  /** Without body and fields: both may hold secrets. */
  @Override
  public String toString() {
    return "response " + statusCode();
  }
}
