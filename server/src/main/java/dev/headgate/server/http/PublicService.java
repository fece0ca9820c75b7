package dev.headgate.server.http;

import dev.headgate.server.observe.Metrics;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.function.BooleanSupplier;

/** Health and the OpenAPI document, open to everybody, and metrics. Safe for all threads. */
final class PublicService {
  private static final CharSequence JSON = "application/json";

  private final Metrics metrics;
  private final BooleanSupplier ready;
  private final Buffer document = document();

  PublicService(Metrics metrics, BooleanSupplier ready) {
    this.metrics = metrics;
    this.ready = ready;
  }

  List<Endpoint> endpoints() {
    return List.of(
        new Endpoint(HttpMethod.GET, "/healthz", null, this::health),
        new Endpoint(HttpMethod.GET, "/readyz", null, this::ready),
        new Endpoint(HttpMethod.GET, "/metrics", Right.METRICS, this::metrics),
        new Endpoint(HttpMethod.GET, "/openapi.json", null, this::openApi));
  }

  private void health(Exchange exchange, Buffer body, String none) {
    exchange.json(200, new JsonOut().object().text("status", "up").end());
  }

  private void ready(Exchange exchange, Buffer body, String none) {
    boolean isReady = ready.getAsBoolean();
    JsonOut json = new JsonOut().object().text("status", isReady ? "ready" : "not ready").end();
    exchange.answer(isReady ? 200 : 503, JSON, json.toBuffer());
  }

  private void metrics(Exchange exchange, Buffer body, String none) {
    exchange.answer(200, Metrics.MEDIA_TYPE, Doorkeeper.utf8(metrics.scrape()));
  }

  private void openApi(Exchange exchange, Buffer body, String none) {
    exchange.answer(200, JSON, document.copy());
  }

  private static Buffer document() {
    try (InputStream resource = PublicService.class.getResourceAsStream("openapi.json")) {
      if (resource == null) {
        throw new AssertionError("openapi.json is part of this program");
      }
      return Buffer.buffer(resource.readAllBytes());
    } catch (IOException failed) {
      throw new UncheckedIOException("openapi.json", failed);
    }
  }
}
