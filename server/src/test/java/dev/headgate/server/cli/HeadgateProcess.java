package dev.headgate.server.cli;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/**
 * A process of the built jar, or of classes, started fresh on free ports and ended by its own id.
 */
public final class HeadgateProcess implements AutoCloseable {
  private static final int SECONDS_MAX = 120;

  private final Process process;
  private final BufferedReader out;
  private final Path errors;

  private HeadgateProcess(Process process, Path errors) {
    this.process = process;
    this.errors = errors;
    out = process.inputReader(StandardCharsets.UTF_8);
  }

  public static HeadgateProcess start(String... arguments) throws IOException {
    return start(command(), arguments);
  }

  /** The same of another jar, behind a command that runs it. */
  public static HeadgateProcess startBehind(List<String> before, Path jar, String... arguments)
      throws IOException {
    List<String> program = new ArrayList<>(before);
    program.addAll(command(List.of("-jar", jar.toString())));
    return start(program, arguments);
  }

  /** The same from classes that are not in a jar yet. */
  public static HeadgateProcess startUnpacked(String... arguments) throws IOException {
    // Under Surefire the class path of the process is a jar that names the others.
    String path =
        String.join(
            File.pathSeparator,
            System.getProperty("surefire.test.class.path", ""),
            System.getProperty("java.class.path"));
    return start(command(List.of("-cp", path, Main.class.getName())), arguments);
  }

  private static HeadgateProcess start(List<String> program, String... arguments)
      throws IOException {
    List<String> command = new ArrayList<>(program);
    command.addAll(List.of(arguments));
    Path errors = Files.createTempFile("headgate-", ".err");
    errors.toFile().deleteOnExit();
    return new HeadgateProcess(
        new ProcessBuilder(command).redirectError(errors.toFile()).start(), errors);
  }

  /** The built jar. */
  public static Path jar() {
    return Path.of(
        Objects.requireNonNull(
            System.getProperty("headgate.jar"), "headgate.jar (expected: set by the build)"));
  }

  /** What starts the built jar. */
  static List<String> command() {
    return command(List.of("-jar", jar().toString()));
  }

  private static List<String> command(List<String> program) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        List.of(
            "-XX:+UseCompactObjectHeaders",
            "-XX:-UsePerfData",
            "-XX:TieredStopAtLevel=1", // a short life is not worth optimizing for
            "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow"));
    command.addAll(program);
    return List.copyOf(command);
  }

  /** The lines of the output up to and with the first that equals the end. */
  public String readTo(String end) throws IOException {
    StringBuilder text = new StringBuilder();
    for (String line = out.readLine(); line != null; line = out.readLine()) {
      text.append(line).append('\n');
      if (line.equals(end)) {
        return text.toString();
      }
    }
    throw new IllegalStateException(
        "the process ended after: " + text + Files.readString(errors, StandardCharsets.UTF_8));
  }

  /** All lines of the output, once it has ended by itself. */
  public String readAll() throws IOException {
    StringBuilder text = new StringBuilder();
    for (String line = out.readLine(); line != null; line = out.readLine()) {
      text.append(line).append('\n');
    }
    return text.toString();
  }

  /** The next line of the output. */
  public String readLine() throws IOException {
    String line = out.readLine();
    if (line == null) {
      throw new IllegalStateException(
          "the process ended: " + Files.readString(errors, StandardCharsets.UTF_8));
    }
    return line;
  }

  /** Asks it to end (SIGTERM) and gives its exit code. */
  public int end() throws InterruptedException {
    process.destroy();
    return exitCode();
  }

  public int exitCode() throws InterruptedException {
    if (!process.waitFor(SECONDS_MAX, TimeUnit.SECONDS)) {
      throw new IllegalStateException("still running after " + SECONDS_MAX + " s");
    }
    return process.exitValue();
  }

  /** Ends it at once (SIGKILL) and waits until it is gone. */
  public int kill() throws InterruptedException {
    process.destroyForcibly();
    return exitCode();
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
