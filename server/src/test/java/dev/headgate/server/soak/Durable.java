package dev.headgate.server.soak;

import dev.headgate.server.cli.HeadgateProcess;
import dev.headgate.server.gateway.Wire;
import dev.headgate.server.house.FreePorts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** A server of the built jar with its counters in a file, killed and started again on one port. */
final class Durable implements AutoCloseable {
  /** The one quota, in points. */
  static final int AMOUNT = 10_000_000;

  /** What each call costs. */
  static final int COST = 3;

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final String POLICY =
      """
      settings: { reservationLife: 1d }
      operations:
        work: { on: "GET /work", price: COST }
      quotas:
        all: { per: tenant, amount: AMOUNT, every: month }
      """;
  private static final String REGISTRY =
      """
      tenants: { tenant-a: { plan: standard } }
      apps: { app-1: {} }
      """;
  private static final String CONFIG =
      """
      policy: policy.yaml
      registry: registry.yaml
      store: { url: "sqlite:counters.db" }
      api: { listen: "127.0.0.1:PORT", metrics: open }
      """;

  private final int port;
  private final Path config;
  private HeadgateProcess process;

  Durable(Path folder) throws Exception {
    port = FreePorts.one();
    Files.writeString(
        folder.resolve("policy.yaml"),
        POLICY.replace("AMOUNT", "" + AMOUNT).replace("COST", "" + COST));
    Files.writeString(folder.resolve("registry.yaml"), REGISTRY);
    config = Files.writeString(folder.resolve("headgate.yaml"), CONFIG.replace("PORT", "" + port));
    process = started();
  }

  /** Kills it. */
  void kill() throws InterruptedException {
    process.kill();
  }

  /** Starts it again. */
  void restart() throws Exception {
    process = started();
  }

  /** A connection to the decision API. */
  Wire connect() throws IOException {
    return Wire.to(port).patience(PATIENCE);
  }

  /** The answer to a request. */
  static Wire.Message ask(Wire wire, String method, String path, String body) throws IOException {
    wire.write(
        "%s %s HTTP/1.1\r\nHost: a\r\nContent-Length: %d\r\n%s\r\n\r\n%s"
            .formatted(method, path, body.length(), "Content-Type: application/json", body));
    return wire.read();
  }

  private HeadgateProcess started() throws Exception {
    HeadgateProcess fresh = HeadgateProcess.start("serve", "--config", config.toString(), "--json");
    try {
      fresh.readTo("}");
    } catch (Exception failed) {
      fresh.close();
      throw failed;
    }
    return fresh;
  }

  @Override
  public void close() {
    process.close();
  }
}
