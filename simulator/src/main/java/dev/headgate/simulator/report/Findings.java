package dev.headgate.simulator.report;

import dev.headgate.simulator.remedy.Reviews;
import dev.headgate.simulator.remedy.Tried;
import dev.headgate.simulator.replay.Undecided;
import dev.headgate.simulator.workload.GroupUsage;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a report says beside the sums of decisions.
 *
 * @param programs of invented traffic, by group; none where it was recorded
 * @param reviews who meets the policy's criteria of a better tier, or null where it has none
 * @param tried what remedies did for the limited apps; none where none was tried
 * @param untried remedies that could not be tried, with the reason
 */
public record Findings(
    List<GroupUsage> programs,
    @Nullable Reviews reviews,
    List<Tried> tried,
    List<Undecided> untried) {
  /** Nothing. */
  public static final Findings NONE = new Findings(List.of(), null, List.of(), List.of());

  public Findings {
    programs = List.copyOf(programs);
    tried = List.copyOf(tried);
    untried = List.copyOf(untried);
  }

  /** These with what remedies did. */
  public Findings with(List<Tried> outcomes, List<Undecided> others) {
    return new Findings(programs, reviews, outcomes, others);
  }

  /** Whether the traffic was invented. */
  public boolean invented() {
    return !programs.isEmpty();
  }
}
