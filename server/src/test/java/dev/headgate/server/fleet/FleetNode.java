package dev.headgate.server.fleet;

import dev.headgate.policy.registry.Secrets;
import dev.headgate.server.cli.HeadgateProcess;
import dev.headgate.server.gateway.Wire;
import dev.headgate.server.house.FreePorts;
import java.io.IOException;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** One node: a process that is killed and started again on one port. */
final class FleetNode implements AutoCloseable {
  private static final String KEY = "secret-1";
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final String CONFIG =
      """
      policy: policy.yaml
      registry: registry.yaml
      drain: 2s
      store: { url: "redis://STORE", outbox: "NAME-settlements.db" }
      api:
        listen: "ADDRESS:PORT"
        metrics: open
        keys: { service-a: { sha256: SHA256, rights: [decide] } }
      """;

  private final int port;
  private final Way way;
  private final Path config;
  private Path jar = HeadgateProcess.jar();
  private @Nullable HeadgateProcess process;

  /** A node that is not started yet; its policy and registry lie in the folder. */
  FleetNode(Path folder, String name, Way way) throws IOException {
    this.way = way;
    port = FreePorts.one();
    config =
        Files.writeString(
            folder.resolve(name + ".yaml"),
            CONFIG
                .replace("NAME", name)
                .replace("ADDRESS", way.node())
                .replace("PORT", "" + port)
                .replace("STORE", way.store())
                .replace("SHA256", Secrets.hash(KEY)));
  }

  /** Starts it; it serves when this returns. */
  void start() throws IOException {
    launch();
    awaitServing();
  }

  /** Starts its process. */
  void launch() throws IOException {
    process =
        HeadgateProcess.startBehind(
            way.before(), jar, "serve", "--config", config.toString(), "--json");
  }

  /** Waits until it serves. */
  void awaitServing() throws IOException {
    Objects.requireNonNull(process, "launched").readTo("}");
  }

  /** Asks it to end, waits until it has, and starts another version of the program. */
  void upgrade(Path other) throws IOException, InterruptedException {
    HeadgateProcess present = process;
    if (present != null) {
      present.end();
    }
    jar = other;
    start();
  }

  /** Kills it. */
  void kill() throws InterruptedException {
    HeadgateProcess present = process;
    if (present != null) {
      present.kill();
    }
  }

  /** The way to its store. */
  Way way() {
    return way;
  }

  /** A connection to its decision API. */
  Wire connect() throws IOException {
    return new Wire(new Socket(way.node(), port)).patience(PATIENCE);
  }

  /** The answer to a request over a connection. */
  static Wire.Message ask(Wire wire, String method, String path, String body) throws IOException {
    wire.write(
        "%s %s HTTP/1.1\r\nHost: a\r\nX-Api-Key: %s\r\nContent-Length: %d\r\n%s\r\n\r\n%s"
            .formatted(method, path, KEY, body.length(), "Content-Type: application/json", body));
    return wire.read();
  }

  /** The value of a metric without labels. */
  double metric(String name) throws IOException {
    try (Wire wire = connect()) {
      String prefix = name + " ";
      return ask(wire, "GET", "/metrics", "")
          .text()
          .lines()
          .filter(line -> line.startsWith(prefix))
          .mapToDouble(line -> Double.parseDouble(line.substring(prefix.length())))
          .findFirst()
          .orElseThrow(() -> new AssertionError("no metric " + name));
    }
  }

  @Override
  public void close() {
    if (process != null) {
      process.close();
    }
    way.close();
  }
}
