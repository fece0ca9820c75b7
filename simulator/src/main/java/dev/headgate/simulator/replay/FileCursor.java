package dev.headgate.simulator.replay;

import dev.headgate.policy.problem.Nearest;
import dev.headgate.policy.problem.Problem;
import dev.headgate.policy.problem.Problems;
import dev.headgate.simulator.mapping.CallMaker;
import dev.headgate.simulator.mapping.LoggedCall;
import dev.headgate.simulator.mapping.Mapping;
import dev.headgate.simulator.traffic.BrokenLogException;
import dev.headgate.simulator.traffic.Columns;
import dev.headgate.simulator.traffic.InputFile;
import dev.headgate.simulator.traffic.LogFile;
import dev.headgate.simulator.traffic.Row;
import dev.headgate.simulator.traffic.Rows;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** One file on its way, with the next call of it. For one thread. */
final class FileCursor implements AutoCloseable {
  private final int number;
  private final LogFile file;
  private final Columns columns;
  private final Rows rows;
  private final Row row;
  private final CallMaker maker;
  private final Trouble unreadable;
  private final Trouble broken;
  private long lines;
  private long outOfOrder;
  private long behind;
  private long before;
  private long latest;
  private boolean whole;
  private @Nullable LoggedCall next;

  private FileCursor(int number, LogFile file, Mapping mapping, Shared shared) throws IOException {
    this.number = number;
    this.file = file;
    columns = mapping.columns();
    rows = file.rows(columns);
    row = new Row(columns);
    maker = shared.maker();
    unreadable = shared.unreadable();
    broken = shared.broken();
    advance();
  }

  /** What the cursors of one reading share. */
  record Shared(CallMaker maker, Trouble unreadable, Trouble broken, AtomicLong progress) {}

  /** Opens a file and goes to its first call. */
  static FileCursor open(int number, InputFile file, Mapping mapping, Shared shared)
      throws IOException {
    LogFile log = LogFile.open(file, mapping.format(), shared.progress());
    try {
      return new FileCursor(number, log, mapping, shared);
    } catch (IOException | RuntimeException failed) {
      log.close();
      throw failed;
    }
  }

  /** The next call, or null at the end. */
  @Nullable LoggedCall peek() {
    return next;
  }

  /** Moves behind the next call. */
  void advance() throws IOException {
    next = null;
    try {
      while (next == null) {
        if (!rows.next(row)) {
          whole = true;
          return;
        }
        next = call();
      }
    } catch (BrokenLogException cutOff) {
      broken.add(cutOff.file(), cutOff.line(), String.valueOf(cutOff.getMessage()));
    }
  }

  /** What became of the file so far. */
  FileReading reading() throws IOException {
    return new FileReading(
        file.file().name(),
        file.head().format().name(),
        file.digest(),
        lines,
        outOfOrder,
        behind,
        whole);
  }

  /** A problem for each column that no line had. */
  List<Problem> problems() {
    List<Problem> problems = new ArrayList<>();
    rows.unseen().stream()
        .mapToObj(columns.wanted()::get)
        .forEach(
            column ->
                problems.add(
                    Problem.at(
                        column.place(),
                        Problems.quote(column.name())
                            + " (expected: a column of "
                            + file.file().name()
                            + "; no line has it)",
                        Nearest.hint(column.name(), file.head().columns()))));
    return problems;
  }

  @Override
  public void close() throws IOException {
    rows.close();
    file.close();
  }

  private @Nullable LoggedCall call() {
    lines++;
    if (!row.wrong().isEmpty()) {
      unreadable.add(file.file().name(), row.line(), row.wrong());
      return null;
    }
    LoggedCall call = maker.make(number, row);
    if (call != null) {
      order(call.stamp());
    } else if (!maker.wrong().isEmpty()) {
      unreadable.add(file.file().name(), row.line(), maker.wrong());
    }
    return call;
  }

  private void order(long stamp) {
    if (stamp < before) {
      outOfOrder++;
      behind = Math.max(behind, latest - stamp);
    }
    before = stamp;
    latest = Math.max(latest, stamp);
  }
}
