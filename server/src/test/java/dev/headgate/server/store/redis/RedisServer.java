package dev.headgate.server.store.redis;

import dev.headgate.server.house.FreePorts;
import io.lettuce.core.RedisURI;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A Redis process of a test, on this machine's loopback, in a folder of its own. */
public final class RedisServer implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final Path folder;
  private final int port;
  private final List<String> command;
  private final List<String> knock;
  private Process process;

  /** A command line, and what {@code redis-cli} needs to be let in. */
  private RedisServer(Path folder, int port, List<String> command, List<String> knock) {
    this.folder = folder;
    this.port = port;
    this.command = command;
    this.knock = knock;
    process = launch();
  }

  /** Starts a server that keeps nothing on disk, with more options. */
  public static RedisServer start(String... options) {
    int port = FreePorts.one();
    return start(port, List.of("--port", "" + port), List.of(options), List.of());
  }

  /** Starts one that speaks TLS alone. */
  public static RedisServer secured(PrivateAuthority.Certificate own, String... options) {
    int port = FreePorts.one();
    List<String> listening = new ArrayList<>(List.of("--port", "0", "--tls-port", "" + port));
    listening.addAll(
        List.of("--tls-cert-file", own.chain() + "", "--tls-key-file", own.key() + ""));
    listening.addAll(List.of("--tls-ca-cert-file", own.issuer() + "", "--tls-replication", "yes"));
    listening.addAll(List.of("--tls-auth-clients", "no"));
    List<String> knock = List.of("--tls", "--cacert", own.issuer() + "", "-h", "127.0.0.1");
    return start(port, listening, List.of(options), knock);
  }

  private static RedisServer start(
      int port, List<String> listening, List<String> options, List<String> knock) {
    Path folder = newFolder();
    List<String> command = new ArrayList<>(List.of("redis-server", "--bind", "127.0.0.1"));
    command.addAll(listening);
    command.addAll(List.of("--save", "", "--appendonly", "no", "--dir", folder.toString()));
    command.addAll(options);
    return new RedisServer(folder, port, command, knock);
  }

  /**
   * Starts a sentinel by lines of its configuration, in which PORT stands for its own.
   *
   * @param knock what {@code redis-cli} needs to be let in
   */
  static RedisServer sentinel(List<String> knock, String... lines) {
    Path folder = newFolder();
    int port = FreePorts.one();
    List<String> all = new ArrayList<>(List.of("bind 127.0.0.1", "dir " + folder));
    all.add("port " + port);
    List.of(lines).forEach(line -> all.add(line.replace("PORT", "" + port)));
    try {
      Path file = Files.write(folder.resolve("sentinel.conf"), all);
      List<String> command = List.of("redis-server", file.toString(), "--sentinel");
      return new RedisServer(folder, port, command, knock);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  private static Path newFolder() {
    try {
      return Files.createTempDirectory("headgate-redis");
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  /** What {@code redis-cli} says. */
  String cli(String... words) {
    List<String> asking = new ArrayList<>(List.of("redis-cli", "-p", "" + port));
    asking.addAll(knock);
    asking.addAll(List.of(words));
    try {
      Process cli = new ProcessBuilder(asking).redirectErrorStream(true).start();
      return new String(cli.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  /** Where it listens. */
  public int port() {
    return port;
  }

  /** Where it listens. */
  public RedisURI uri() {
    return RedisURI.create("redis://127.0.0.1:" + port);
  }

  /** Its process. */
  public Process process() {
    return process;
  }

  /** Kills it as {@code kill -9} does. */
  public void kill() {
    process.destroyForcibly();
    join();
  }

  /** Starts it again, with what it has on disk. */
  public void restart() {
    process = launch();
  }

  /** Stops it where it stands; connections stay. */
  public void pause() {
    signal("STOP");
  }

  /** Lets it go on. */
  public void resume() {
    signal("CONT");
  }

  private void signal(String name) {
    try {
      int code = new ProcessBuilder("kill", "-" + name, "" + process.pid()).start().waitFor();
      if (code != 0) {
        throw new IllegalStateException("kill -" + name + ": exit code " + code);
      }
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private Process launch() {
    try {
      Process started =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(folder.resolve("log").toFile())
              .start();
      awaitPort(started);
      return started;
    } catch (IOException failed) {
      throw new UncheckedIOException(
          "redis-server: could not be started (expected: Debian's package redis-server)", failed);
    }
  }

  private void awaitPort(Process started) throws IOException {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (System.nanoTime() < deadline && started.isAlive()) {
      try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
        if (socket.isConnected()) {
          return;
        }
      } catch (IOException notYet) {
        Thread.onSpinWait();
      }
    }
    throw new IllegalStateException(
        "redis-server does not answer: " + Files.readString(folder.resolve("log")));
  }

  private void join() {
    try {
      if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
        throw new IllegalStateException("redis-server does not end: " + process.pid());
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    kill();
  }
}
