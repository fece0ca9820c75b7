package dev.headgate.server.job;

import java.util.List;
import java.util.Map;

/**
 * What became of a job.
 *
 * @param lines calls of the file
 * @param before of them done by earlier runs
 * @param byStatus calls of this run by the status of their response
 * @param unknown lines that were sent, by this run or an earlier one, and of which nobody knows
 * @param left lines that were not carried out and may be tried again
 * @param problems lines that are no calls
 */
public record JobSummary(
    long lines,
    long before,
    Map<Integer, Long> byStatus,
    List<Long> unknown,
    List<Left> left,
    List<String> problems) {

  /**
   * A call that was not carried out.
   *
   * @param line its number
   * @param why in a few words
   */
  public record Left(long line, String why) {}

  /** Copies. */
  public JobSummary {
    byStatus = Map.copyOf(byStatus);
    unknown = List.copyOf(unknown);
    left = List.copyOf(left);
    problems = List.copyOf(problems);
  }

  /** Calls that this run got a response to. */
  public long answered() {
    return byStatus.values().stream().mapToLong(Long::longValue).sum();
  }

  /** Whether every call has a response below 400. */
  public boolean isWell() {
    return unknown.isEmpty()
        && left.isEmpty()
        && problems.isEmpty()
        && byStatus.keySet().stream().allMatch(status -> status < 400);
  }
}
