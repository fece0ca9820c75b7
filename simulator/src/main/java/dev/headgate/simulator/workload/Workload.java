package dev.headgate.simulator.workload;

import dev.headgate.core.time.Micros;
import dev.headgate.policy.registry.Registry;
import java.util.List;

/**
 * Traffic that is invented. Immutable. Times in microseconds.
 *
 * @param name of its file, or the shapes that it was named by
 * @param version SHA-256 of what it says
 * @param span when it takes place
 * @param loop whether programs wait for answers before they want the next call
 * @param latency how long a call that is served takes
 * @param registry what is known of tenants and apps
 * @param groups of equal apps, 1 to {@link #GROUPS_MAX}
 */
public record Workload(
    String name,
    String version,
    Span span,
    Loop loop,
    long latency,
    Registry registry,
    List<Group> groups) {
  /** The most groups. */
  public static final int GROUPS_MAX = 100;

  /** The most apps of all groups together. */
  public static final int APPS_MAX = 100_000;

  /** How long a served call takes unless it is said. */
  static final long LATENCY = Micros.SECOND / 10;

  /** Whether calls come by a schedule alone. */
  public enum Loop {
    /** Calls are wanted by the schedule, whatever became of those before. */
    OPEN,
    /** A program wants its next call only when the one before is over. */
    CLOSED
  }

  /**
   * A stretch of time.
   *
   * @param start the first instant
   * @param length at least 1 s
   */
  public record Span(long start, long length) {
    /** The first instant that is not in it. */
    public long end() {
      return start + length;
    }
  }

  public Workload {
    groups = List.copyOf(groups);
  }
}
