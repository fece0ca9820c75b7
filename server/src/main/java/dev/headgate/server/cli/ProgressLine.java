package dev.headgate.server.cli;

import dev.headgate.core.time.Monotonic;
import dev.headgate.policy.text.CountText;
import dev.headgate.simulator.replay.Replay;
import dev.headgate.simulator.traffic.InputFile;
import dev.headgate.simulator.workload.Invention;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** One line on the error output, written again each second while a replay runs. */
final class ProgressLine {
  private static final double NANOS = 1e9;

  private final Terminal terminal;
  private final Progress progress;
  private final long total;
  private final long began = Monotonic.nanos();
  private final @Nullable ScheduledExecutorService thread;
  private boolean closed;

  private ProgressLine(Terminal terminal, Progress progress, long total, boolean shown) {
    this.terminal = terminal;
    this.progress = progress;
    this.total = total;
    thread =
        shown
            ? Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().daemon().name("headgate-progress").factory())
            : null;
    if (thread != null) {
      var _ = thread.scheduleWithFixedDelay(this::show, 1, 1, TimeUnit.SECONDS);
    }
  }

  /** What is done so far. */
  interface Progress {
    /** Calls decided. */
    long decided();

    /** Bytes read, or microseconds of invented traffic that have passed. */
    long bytes();
  }

  /** The progress of one replay. */
  static Progress of(Replay replay) {
    return new Progress() {
      @Override
      public long decided() {
        return replay.decided();
      }

      @Override
      public long bytes() {
        return replay.bytes();
      }
    };
  }

  /** The progress of invented traffic. */
  static Progress of(Invention invention) {
    return new Progress() {
      @Override
      public long decided() {
        return invention.requests();
      }

      @Override
      public long bytes() {
        return invention.passed();
      }
    };
  }

  /** How many bytes there are to read; 0 where that is not known. */
  static long bytes(List<InputFile> files) {
    boolean known = files.stream().allMatch(file -> file.bytes() > 0);
    return known ? files.stream().mapToLong(InputFile::bytes).sum() : 0;
  }

  /**
   * Begins to show progress.
   *
   * @param wanted whether to show it, or null for whether this is a terminal
   * @param total how much there is in the unit of {@link Progress#bytes}; 0 where it is not known
   */
  @SuppressWarnings("SystemConsoleNull") // NullAway asks for the question that Error Prone spares
  static ProgressLine start(
      Terminal terminal, @Nullable Boolean wanted, Progress progress, long total) {
    java.io.Console console = System.console();
    boolean shown = wanted == null ? console != null && console.isTerminal() : wanted;
    return new ProgressLine(terminal, progress, total, shown);
  }

  /** Takes the line away; a second time does nothing. */
  void end() {
    if (thread == null || closed) {
      return;
    }
    closed = true;
    thread.shutdownNow();
    terminal.err().print("\r\u001b[K");
    terminal.err().flush();
  }

  private void show() {
    double seconds = (Monotonic.nanos() - began) / NANOS;
    terminal.err().print("\r\u001b[K" + text(progress.decided(), progress.bytes(), seconds));
    terminal.err().flush();
  }

  private String text(long calls, long bytes, double seconds) {
    String rate =
        String.format(Locale.ROOT, "%s, %,.0f/s", CountText.of(calls, "call"), calls / seconds);
    if (total == 0 || bytes == 0) {
      return rate;
    }
    double share = Math.min(1, (double) bytes / total);
    return String.format(
        Locale.ROOT,
        "%s, %.0f%%, %.0f s left",
        rate,
        100 * share,
        Math.ceil(seconds * (1 - share) / share));
  }
}
