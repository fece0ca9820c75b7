package dev.headgate.simulator.report;

import dev.headgate.simulator.workload.GroupUsage;
import java.util.List;

/**
 * What a report says beside the sums of decisions.
 *
 * @param programs of invented traffic, by group; none where it was recorded
 */
public record Findings(List<GroupUsage> programs) {
  /** Nothing. */
  public static final Findings NONE = new Findings(List.of());

  public Findings {
    programs = List.copyOf(programs);
  }

  /** Those of invented traffic. */
  public static Findings of(List<GroupUsage> programs) {
    return new Findings(programs);
  }

  /** Whether the traffic was invented. */
  public boolean invented() {
    return !programs.isEmpty();
  }
}
