package dev.headgate.server;

import dev.headgate.server.gateway.Gateway;
import dev.headgate.server.http.DecisionApi;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** A server that runs. Safe for all threads. */
public final class Running implements AutoCloseable {
  private final DecisionApi api;
  private final @Nullable Gateway gateway;
  private final Duration drain;
  private final Upkeep upkeep;
  private final Runnable last;
  private final AtomicBoolean closed = new AtomicBoolean();

  Running(
      DecisionApi api, @Nullable Gateway gateway, Duration drain, Upkeep upkeep, Runnable last) {
    this.api = api;
    this.gateway = gateway;
    this.drain = drain;
    this.upkeep = upkeep;
    this.last = last;
  }

  /** The port of the decision API. */
  public int apiPort() {
    return api.port();
  }

  /** Whether there is a gateway. */
  public boolean hasGateway() {
    return gateway != null;
  }

  /**
   * The port of the gateway.
   *
   * @throws IllegalStateException where there is none
   */
  public int gatewayPort() {
    Gateway present = gateway;
    if (present == null) {
      throw new IllegalStateException("gateway: none (expected: one)");
    }
    return present.port();
  }

  /**
   * Says that it takes no more, lets the running calls of both doors finish, each within its drain
   * time, and ends.
   */
  @Override
  public void close() {
    if (closed.getAndSet(true)) {
      return;
    }
    api.drain();
    CompletableFuture<Void> drained =
        CompletableFuture.runAsync(this::closeGateway, Running::alone);
    try {
      api.close();
    } finally {
      drained.join();
      upkeep.close();
      last.run();
    }
  }

  private void closeGateway() {
    if (gateway != null) {
      gateway.close(drain);
    }
  }

  /** On a thread of its own, so that neither door waits for the calls of the other. */
  private static void alone(Runnable work) {
    Thread.ofPlatform().name("headgate-drain").start(work);
  }
}
