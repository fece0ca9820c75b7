package dev.headgate.simulator;

import dev.headgate.core.quota.Review;
import dev.headgate.core.snapshot.PolicySnapshot;
import dev.headgate.policy.Policy;
import dev.headgate.simulator.answer.Tally;
import dev.headgate.simulator.mapping.Mapping;
import dev.headgate.simulator.mapping.UsualMapping;
import dev.headgate.simulator.remedy.Reviews;
import dev.headgate.simulator.remedy.Trials;
import dev.headgate.simulator.replay.Decidable;
import dev.headgate.simulator.replay.Replay;
import dev.headgate.simulator.replay.ReplayResult;
import dev.headgate.simulator.replay.ReplaySettings;
import dev.headgate.simulator.replay.Undecided;
import dev.headgate.simulator.replay.UnwritableException;
import dev.headgate.simulator.replay.Witness;
import dev.headgate.simulator.report.Findings;
import dev.headgate.simulator.report.Names;
import dev.headgate.simulator.report.VerdictList;
import dev.headgate.simulator.traffic.InputFile;
import dev.headgate.simulator.traffic.LogFile;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One replay with its sums and, where it is wanted, its list of verdicts. */
public final class Simulation {
  private final List<InputFile> files;
  private final Tally tally;
  private final Replay replay;
  private final @Nullable VerdictList list;
  private final @Nullable Reviews reviews;
  private final Question question;
  private final PolicySnapshot rules;

  /** Where a list of verdicts goes. */
  public record ListTarget(String name, OutputStream out) {}

  /**
   * A simulation that has not begun.
   *
   * @param names how the list calls callers
   * @param target where the list goes, or null for none
   */
  public Simulation(
      Question question, List<InputFile> files, Names names, @Nullable ListTarget target) {
    this.files = List.copyOf(files);
    list =
        target == null
            ? null
            : new VerdictList(
                target.name(), target.out(), files.stream().map(InputFile::name).toList(), names);
    Decidable decidable = Decidable.of(question.policy(), question.mapping());
    tally = new Tally(decidable.rules(), question.mapping().groups());
    Review review = question.policy().review();
    reviews = review == null ? null : new Reviews(review);
    Witness sums = reviews == null ? tally : tally.and(reviews);
    Witness witness = list == null ? sums : sums.and(list);
    this.question = question;
    rules = decidable.rules();
    replay =
        new Replay(
            new Replay.Setup(question.policy(), question.mapping(), decidable, question.settings()),
            witness);
  }

  /**
   * What is asked.
   *
   * @param policy by which calls are decided
   * @param mapping from columns to calls
   * @param settings how it is replayed
   */
  public record Question(Policy policy, Mapping mapping, ReplaySettings settings) {}

  /**
   * The mapping of files whose columns have the usual names.
   *
   * @throws IllegalArgumentException where they have not; the message says what is there
   */
  public static Mapping usualMapping(InputFile first) throws IOException {
    Set<String> columns = LogFile.peek(first).columns();
    Mapping mapping = UsualMapping.of(columns);
    if (mapping == null) {
      throw new IllegalArgumentException(
          first.name()
              + " has the columns "
              + String.join(", ", columns)
              + " (expected: time, and path or operation, or a mapping that says which is which)");
    }
    return mapping;
  }

  /**
   * Runs it.
   *
   * @throws IOException where a file cannot be opened
   * @throws RuntimeException where one lacks a column of the mapping
   */
  public ReplayResult run() throws IOException, InterruptedException {
    ReplayResult result = replay.run(files);
    try {
      if (list != null && result.end() != ReplayResult.End.UNWRITABLE) {
        list.close();
      }
    } catch (UnwritableException full) {
      return result.unwritable(String.valueOf(full.getMessage()));
    }
    return result;
  }

  /** What else there is to say; asked for once it has run. */
  public Findings findings() {
    return new Findings(List.of(), reviews, List.of(), List.of());
  }

  /**
   * What would help the apps that were refused: replays the files once more, with an engine for
   * each remedy. The files have to be such that can be opened again.
   */
  public Remedies remedies() {
    Trials trials =
        new Trials(
            new Trials.Setting(question.policy(), question.mapping(), question.settings()),
            rules,
            tally);
    Replay again =
        new Replay(
            new Replay.Setup(
                question.policy(),
                question.mapping(),
                Decidable.of(question.policy(), question.mapping()),
                question.settings()),
            trials);
    return new Remedies(trials, again, files);
  }

  /**
   * A second replay in which remedies are tried.
   *
   * @param trials the remedies
   * @param replay to stop it
   * @param files that are read again
   */
  public record Remedies(Trials trials, Replay replay, List<InputFile> files) {
    private static final Undecided CUT_SHORT =
        new Undecided("remedies", "the second reading was stopped before the end");

    /** Runs it where any app was refused, and adds what came of it. */
    public Findings run(Findings before) throws IOException, InterruptedException {
      if (!trials.anyLimited()) {
        return before;
      }
      ReplayResult result = replay.run(files);
      return result.end() == ReplayResult.End.WHOLE
          ? before.with(trials.tried(), trials.undecided())
          : before.with(List.of(), List.of(CUT_SHORT));
    }
  }

  /** The sums so far; whole once it has run. */
  public Tally tally() {
    return tally;
  }

  /** The replay, to stop it and to look at its progress. */
  public Replay replay() {
    return replay;
  }
}
