package dev.headgate.simulator;

import dev.headgate.core.quota.Review;
import dev.headgate.policy.Policy;
import dev.headgate.simulator.answer.Tally;
import dev.headgate.simulator.remedy.Reviews;
import dev.headgate.simulator.replay.ReplayResult;
import dev.headgate.simulator.replay.ReplaySettings;
import dev.headgate.simulator.replay.UnwritableException;
import dev.headgate.simulator.replay.Witness;
import dev.headgate.simulator.report.Findings;
import dev.headgate.simulator.report.Names;
import dev.headgate.simulator.report.VerdictList;
import dev.headgate.simulator.workload.Invention;
import dev.headgate.simulator.workload.Workload;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One run of a workload with its sums and, where it is wanted, its list of verdicts. */
public final class InventedTraffic {
  private final Tally tally;
  private final Invention invention;
  private final @Nullable VerdictList list;
  private final @Nullable Reviews reviews;

  /**
   * A run that has not begun.
   *
   * @param names how the list calls callers
   * @param target where the list goes, or null for none
   */
  public InventedTraffic(Question question, Names names, Simulation.@Nullable ListTarget target) {
    Workload workload = question.workload();
    list =
        target == null
            ? null
            : new VerdictList(target.name(), target.out(), List.of(workload.name()), names);
    tally =
        new Tally(
            question.settings().rules(question.policy().snapshot()), List.of(Invention.GROUP));
    Review review = question.policy().review();
    reviews = review == null ? null : new Reviews(review);
    Witness sums = reviews == null ? tally : tally.and(reviews);
    Witness witness = list == null ? sums : sums.and(list);
    invention = new Invention(question.policy(), workload, question.settings(), witness);
  }

  /**
   * What is asked.
   *
   * @param policy by which calls are decided
   * @param workload that is invented
   * @param settings how it is run
   */
  public record Question(Policy policy, Workload workload, ReplaySettings settings) {}

  /** Runs it. */
  public ReplayResult run() throws IOException {
    ReplayResult result = invention.run();
    try {
      if (list != null && result.end() != ReplayResult.End.UNWRITABLE) {
        list.close();
      }
    } catch (UnwritableException full) {
      return result.unwritable(String.valueOf(full.getMessage()));
    }
    return result;
  }

  /** The sums so far; whole once it has run. */
  public Tally tally() {
    return tally;
  }

  /** What the programs came to; asked for once it has run. */
  public Findings findings() {
    return new Findings(invention.usages(), reviews, List.of(), List.of());
  }

  /** The run, to stop it. */
  public Invention invention() {
    return invention;
  }
}
