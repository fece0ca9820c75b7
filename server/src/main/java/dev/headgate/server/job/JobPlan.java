package dev.headgate.server.job;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a job will cost and how long it will take.
 *
 * @param calls in all
 * @param points in all
 * @param operations by name
 * @param windows of an hour, in UTC, in which something is made
 * @param course how it goes
 */
public record JobPlan(
    long calls, long points, Map<String, Sum> operations, List<Window> windows, Course course) {

  /** So many calls at so many points. */
  public record Sum(long calls, long points) {
    Sum plus(long more) {
      return new Sum(calls + 1, points + more);
    }
  }

  /**
   * An hour.
   *
   * @param startMicros its start
   * @param made what is made in it
   */
  public record Window(long startMicros, Sum made) {}

  /**
   * How a job goes.
   *
   * @param beginMicros when it begins
   * @param endMicros when the last call has its answer
   * @param refused answers of 429 and their like, all repeated
   * @param failed calls that end without an answer
   */
  public record Course(long beginMicros, long endMicros, long refused, long failed) {}

  /** Copies. */
  public JobPlan {
    operations = new TreeMap<>(operations);
    windows = List.copyOf(windows);
  }
}
