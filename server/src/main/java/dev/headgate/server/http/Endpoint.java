package dev.headgate.server.http;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import org.jspecify.annotations.Nullable;

/**
 * One operation of this API.
 *
 * @param method the HTTP method
 * @param path the path; one that ends in a slash is followed by an id
 * @param right what its caller must be permitted, or null where everybody may
 * @param service what it does
 */
record Endpoint(HttpMethod method, String path, @Nullable Right right, Service service) {
  /** Serves a request whose caller is permitted and whose body is complete. */
  @FunctionalInterface
  interface Service {
    /**
     * Answers, now or later.
     *
     * @param id what follows the path, decoded; empty where nothing does
     */
    void serve(Exchange exchange, Buffer body, String id);
  }

  boolean takesBody() {
    return method.equals(HttpMethod.POST) || method.equals(HttpMethod.PUT);
  }
}
