package dev.headgate.server.scripts;

import java.util.List;

/**
 * What scripts did, by script, operation and hour, and the loops that run now.
 *
 * @param rows the newest hour first, then by calls
 * @param loops that run now
 */
public record Report(List<Row> rows, List<Loop> loops) {
  /**
   * One script and operation in one hour.
   *
   * @param hourMicros when the hour began (UTC), microseconds since the epoch
   * @param script the script's name
   * @param operation method and shape of the path
   */
  public record Row(long hourMicros, String script, String operation, Counts counts) {}

  /** Copies. */
  public Report {
    rows = List.copyOf(rows);
    loops = List.copyOf(loops);
  }

  /** All rows together. */
  public Counts sum() {
    return rows.stream().map(Row::counts).reduce(Counts.NONE, Counts::plus);
  }
}
