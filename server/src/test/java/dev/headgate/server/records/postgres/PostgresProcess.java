package dev.headgate.server.records.postgres;

import dev.headgate.server.house.FreePorts;
import dev.headgate.server.records.RecordsUrl;
import dev.headgate.server.records.Secret;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A real PostgreSQL server in a folder of its own, on a free port of the loopback address, ended by
 * its own id. Its programs refuse to run as root, who lends them the user {@code postgres}.
 */
public final class PostgresProcess implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final String USER = "headgate";
  private static final String PASSWORD = "s3cret-of-the-test";

  private final Path folder;
  private final Path data;
  private final Path log;
  private final int port;
  private Process process;
  private int databases;

  /** A fresh server that answers. */
  public PostgresProcess() throws IOException, InterruptedException {
    folder = Files.createTempDirectory("headgate-postgres-");
    data = folder.resolve("data");
    log = folder.resolve("log");
    port = FreePorts.one();
    Path password = Files.writeString(folder.resolve("password"), PASSWORD);
    Files.createFile(log);
    if (isRoot()) {
      run(List.of("chown", "-R", "postgres:", folder.toString()));
    }
    List<String> init = asUser("initdb", "-D", data.toString(), "-U", USER, "-E", "UTF8");
    init.addAll(List.of("--no-locale", "--no-sync", "--auth=scram-sha-256"));
    init.addAll(List.of("--pwfile=" + password));
    run(init);
    process = started();
  }

  /** The URL of a fresh database. */
  public RecordsUrl.Postgres database() throws SQLException {
    String name = "d" + ++databases;
    execute(url("postgres"), "CREATE DATABASE " + name);
    return url(name);
  }

  /** The URL of a database. */
  public RecordsUrl.Postgres url(String database) {
    RecordsUrl.Login login = new RecordsUrl.Login(USER, new Secret(PASSWORD));
    return new RecordsUrl.Postgres("127.0.0.1", port, database, login, Map.of());
  }

  /** Executes a statement in a database. */
  public void execute(RecordsUrl.Postgres url, String sql) throws SQLException {
    try (Connection connection = PostgresServer.source(url).getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  /** Ends it in the midst of what it does, as a crash would. */
  public void crash() throws IOException, InterruptedException {
    stop("immediate");
  }

  /** Starts it again on the same port; it answers when this returns. */
  public void restart() throws IOException, InterruptedException {
    process = started();
  }

  @Override
  public void close() throws IOException {
    try {
      stop("fast");
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
    try (Stream<Path> files = Files.walk(folder)) {
      files.sorted(Comparator.reverseOrder()).forEach(PostgresProcess::delete);
    }
  }

  private void stop(String mode) throws IOException, InterruptedException {
    if (process.isAlive()) {
      run(asUser("pg_ctl", "stop", "-w", "-m", mode, "-D", data.toString()));
      if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
        throw new AssertionError("postgres does not end");
      }
    }
  }

  private Process started() throws IOException, InterruptedException {
    List<String> command = asUser("postgres", "-D", data.toString(), "-p", "" + port);
    command.addAll(List.of("-c", "listen_addresses=127.0.0.1", "-c", "unix_socket_directories="));
    command.addAll(List.of("-c", "max_connections=40", "-c", "shared_buffers=32MB"));
    Process fresh =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
            .start();
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!answers()) {
      if (!fresh.isAlive() || System.nanoTime() > deadline) {
        fresh.destroyForcibly();
        throw new AssertionError("postgres does not start: " + Files.readString(log));
      }
      var _ = fresh.waitFor(20, TimeUnit.MILLISECONDS);
    }
    return fresh;
  }

  private boolean answers() {
    try {
      execute(url("postgres"), "SELECT 1");
      return true;
    } catch (SQLException notYet) {
      return false;
    }
  }

  private static boolean isRoot() {
    return System.getProperty("user.name").equals("root");
  }

  private static List<String> asUser(String program, String... arguments) throws IOException {
    List<String> command = new ArrayList<>();
    if (isRoot()) {
      command.addAll(List.of("setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups"));
    }
    command.add(program(program));
    command.addAll(List.of(arguments));
    return command;
  }

  /** Debian keeps the programs of each version in a folder that is not on the path. */
  private static String program(String name) throws IOException {
    Path versions = Path.of("/usr/lib/postgresql");
    if (!Files.isDirectory(versions)) {
      return name;
    }
    try (Stream<Path> found = Files.list(versions)) {
      return found
          .map(version -> version.resolve("bin").resolve(name))
          .filter(Files::isExecutable)
          .max(Comparator.naturalOrder())
          .map(Path::toString)
          .orElse(name);
    }
  }

  private void run(List<String> command) throws IOException, InterruptedException {
    Process ran =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("output").toFile())
            .start();
    if (!ran.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS) || ran.exitValue() != 0) {
      ran.destroyForcibly();
      throw new AssertionError(command + ": " + Files.readString(folder.resolve("output")));
    }
  }

  private static void delete(Path path) {
    try {
      Files.deleteIfExists(path);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }
}
