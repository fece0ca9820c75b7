package dev.headgate.server.soak;

import dev.headgate.policy.registry.Secrets;
import dev.headgate.server.cli.HeadgateProcess;
import dev.headgate.server.gateway.Wire;
import dev.headgate.server.house.FreePorts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * A server of the built jar that is ended and started again on the same two ports. It waits for the
 * upstream long enough for a machine that is busy with other things.
 */
final class Served implements AutoCloseable {
  /** Permits of the one tenant; more than there are callers. */
  static final int PERMITS = 200;

  /** Far beyond every time of the gateway, so that only what is wedged outlasts it. */
  static final Duration PATIENCE = Duration.ofSeconds(60);

  private static final int START_SECONDS = 60;
  private static final String KEY = "secret-1";
  private static final String REGISTRY =
      """
      tenants: { tenant-a: { plan: standard } }
      apps: { app-1: {} }
      credentials: { key-1: { sha256: SHA256, tenant: tenant-a, app: app-1 } }
      """;
  private static final String POLICY =
      """
      limits:
        running: { per: tenant, concurrent: { amount: PERMITS, lease: 1m } }
        daily: { window: 1000000000 per 1d, per: tenant }
      """;
  private static final String CONFIG =
      """
      policy: policy.yaml
      registry: registry.yaml
      drain: 10s
      gateway:
        listen: "127.0.0.1:GATEWAY"
        upstream: "127.0.0.1:UPSTREAM"
        times: { upstreamConnect: 10s, upstreamResponseHead: 3s, upstreamResponseIdle: 3s }
      api:
        listen: "127.0.0.1:API"
        keys: { service-a: { sha256: SHA256, rights: [decide, metrics] } }
      """;

  private final int gateway = FreePorts.one();
  private final int api = FreePorts.one();
  private final Path config;
  private HeadgateProcess process;

  Served(Path folder, int upstream) throws Exception {
    Files.writeString(folder.resolve("policy.yaml"), POLICY.replace("PERMITS", "" + PERMITS));
    String hash = Secrets.hash(KEY);
    Files.writeString(folder.resolve("registry.yaml"), REGISTRY.replace("SHA256", hash));
    String text =
        CONFIG
            .replace("GATEWAY", "" + gateway)
            .replace("UPSTREAM", "" + upstream)
            .replace("API", "" + api)
            .replace("SHA256", hash);
    config = Files.writeString(folder.resolve("headgate.yaml"), text);
    process = started();
  }

  /** Starts it again after it has ended; it fails where a port is not free. */
  void restart() throws Exception {
    process = started();
  }

  /** Asks it to end, and waits until it has. */
  int end() throws InterruptedException {
    return process.end();
  }

  /** Kills it. */
  int kill() throws InterruptedException {
    return process.kill();
  }

  /** A connection to the gateway. */
  Wire toGateway() throws IOException {
    return Wire.to(gateway).patience(PATIENCE);
  }

  /** A connection to the decision API. */
  Wire toApi() throws IOException {
    return Wire.to(api).patience(PATIENCE);
  }

  /** The request for a path at the gateway. */
  static String get(String path) {
    return "GET " + path + " HTTP/1.1\r\nHost: a\r\nX-Api-Key: " + KEY + "\r\n\r\n";
  }

  /** A request to the decision API. */
  static String post(String path, String body) {
    return "POST %s HTTP/1.1\r\nHost: a\r\nX-Api-Key: %s\r\nContent-Length: %d\r\n%s\r\n\r\n%s"
        .formatted(path, KEY, body.length(), "Content-Type: application/json", body);
  }

  private HeadgateProcess started() throws Exception {
    HeadgateProcess fresh = HeadgateProcess.start("serve", "--config", config.toString(), "--json");
    CompletableFuture<Void> ready = new CompletableFuture<>();
    Thread.ofPlatform()
        .start(
            () -> {
              try {
                fresh.readTo("}");
                ready.complete(null);
              } catch (IOException | RuntimeException failed) {
                ready.completeExceptionally(failed);
              }
            });
    try {
      ready.get(START_SECONDS, TimeUnit.SECONDS);
    } catch (Exception failed) {
      fresh.close();
      throw new AssertionError("not serving within " + START_SECONDS + " s", failed);
    }
    return fresh;
  }

  @Override
  public void close() {
    process.close();
  }
}
