package dev.headgate.benchmarks.redis;

import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisConnectionException;
import io.lettuce.core.api.sync.RedisCommands;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A Redis process of a benchmark, on a free port of the loopback, which keeps nothing on disk. */
final class RedisProcess implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final String LOG = "log";

  private final Path folder;
  private final int port;
  private final Process process;
  private final Thread end = new Thread(this::kill, "redis-end");
  private final RedisClient client;
  private final RedisCommands<String, String> commands;

  private RedisProcess(Path folder, int port) throws IOException {
    this.folder = folder;
    this.port = port;
    process = launched(folder, port);
    Runtime.getRuntime().addShutdownHook(end);
    client = RedisClient.create(url());
    commands = connected();
  }

  /** Starts one; it answers when this returns. */
  static RedisProcess start() throws IOException {
    return new RedisProcess(Files.createTempDirectory("headgate-bench"), freePort());
  }

  private static int freePort() throws IOException {
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return free.getLocalPort();
    }
  }

  private static Process launched(Path folder, int port) throws IOException {
    return new ProcessBuilder(
            List.of(
                "redis-server",
                "--bind",
                "127.0.0.1",
                "--port",
                Integer.toString(port),
                "--save",
                "",
                "--appendonly",
                "no",
                "--dir",
                folder.toString()))
        .redirectErrorStream(true)
        .redirectOutput(folder.resolve(LOG).toFile())
        .start();
  }

  private RedisCommands<String, String> connected() throws IOException {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (process.isAlive() && System.nanoTime() < deadline) {
      try {
        return client.connect().sync();
      } catch (RedisConnectionException notYet) {
        Thread.onSpinWait();
      }
    }
    kill();
    throw new IllegalStateException(
        "redis-server does not answer: " + Files.readString(folder.resolve(LOG)));
  }

  /** Where it listens. */
  String url() {
    return "redis://127.0.0.1:" + port;
  }

  /** Which version it is. */
  String version() {
    return value("server", "redis_version");
  }

  /** Forgets all keys. */
  void empty() {
    commands.flushall();
  }

  /** Processor time that it has used, in microseconds. */
  double cpuMicros() {
    String cpu = commands.info("cpu");
    return (number(cpu, "used_cpu_sys") + number(cpu, "used_cpu_user")) * 1e6;
  }

  private static double number(String info, String name) {
    return Double.parseDouble(value(name, info.lines().toList()));
  }

  private String value(String section, String name) {
    return value(name, commands.info(section).lines().toList());
  }

  private static String value(String name, List<String> lines) {
    return lines.stream()
        .filter(line -> line.startsWith(name + ":"))
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("INFO has no " + name))
        .substring(name.length() + 1);
  }

  private void kill() {
    process.destroyForcibly();
  }

  @Override
  public void close() throws IOException {
    client.shutdown(Duration.ZERO, PATIENCE);
    kill();
    try {
      if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
        throw new IllegalStateException("redis-server does not end: " + process.pid());
      }
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
    Runtime.getRuntime().removeShutdownHook(end);
    Files.deleteIfExists(folder.resolve(LOG));
    Files.deleteIfExists(folder);
  }
}
