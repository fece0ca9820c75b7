package dev.headgate.server.cli;

import dev.headgate.server.scripts.Standing;
import java.io.Console;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * A few lines on the error output, written again each second while a proxy runs; nothing where that
 * is no terminal.
 */
final class StatusLines implements AutoCloseable {
  private static final int LENGTH_MAX = 110;

  /** A line that wraps would be two lines, of which only one is written over. */
  private static final String WRAP_OFF = "\u001b[?7l";

  private static final String WRAP_ON = "\u001b[?7h";
  private static final String ERASE_REST = "\u001b[K";
  private static final String ERASE_BELOW = "\u001b[J";

  private final Terminal terminal;
  private final boolean wanted;
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("headgate-status").factory());
  private Supplier<Standing> standing = () -> Standing.NOTHING;
  private int shown;

  /** Lines that are written only if they are wanted. */
  StatusLines(Terminal terminal, boolean wanted) {
    this.terminal = terminal;
    this.wanted = wanted;
  }

  /** Lines that are written on a terminal only. */
  @SuppressWarnings("SystemConsoleNull") // NullAway asks for the question that Error Prone spares
  static StatusLines of(Terminal terminal) {
    Console console = System.console();
    return new StatusLines(terminal, console != null && console.isTerminal());
  }

  /** Begins to show how things stand. */
  synchronized void start(Supplier<Standing> source) {
    standing = source;
    if (wanted) {
      var _ = thread.scheduleWithFixedDelay(this::show, 1, 1, TimeUnit.SECONDS);
    }
  }

  /** Writes a line that stays, above those that change. */
  synchronized void note(String line) {
    clear();
    terminal.note(line);
  }

  @Override
  public void close() {
    thread.shutdownNow();
    clear();
    terminal.err().flush();
  }

  /** Writes the lines anew, over the last ones, in one go. */
  private synchronized void show() {
    List<String> lines = standing.get().lines();
    StringBuilder text = new StringBuilder(up()).append(WRAP_OFF);
    for (String line : lines) {
      text.append(line.length() > LENGTH_MAX ? line.substring(0, LENGTH_MAX) + "..." : line);
      text.append(ERASE_REST).append("\r\n");
    }
    terminal.err().print(text.append(WRAP_ON).append(ERASE_BELOW));
    terminal.err().flush();
    shown = lines.size();
  }

  private synchronized void clear() {
    if (shown > 0) {
      terminal.err().print(up() + ERASE_BELOW);
      shown = 0;
    }
  }

  private String up() {
    return shown > 0 ? "\r\u001b[" + shown + "A" : "";
  }
}
