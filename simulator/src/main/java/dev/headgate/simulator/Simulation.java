package dev.headgate.simulator;

import dev.headgate.policy.Policy;
import dev.headgate.simulator.answer.Tally;
import dev.headgate.simulator.mapping.Mapping;
import dev.headgate.simulator.mapping.UsualMapping;
import dev.headgate.simulator.replay.Decidable;
import dev.headgate.simulator.replay.Replay;
import dev.headgate.simulator.replay.ReplayResult;
import dev.headgate.simulator.replay.ReplaySettings;
import dev.headgate.simulator.replay.UnwritableException;
import dev.headgate.simulator.replay.Witness;
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
    Witness witness = list == null ? tally : tally.and(list);
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

  /** The sums so far; whole once it has run. */
  public Tally tally() {
    return tally;
  }

  /** The replay, to stop it and to look at its progress. */
  public Replay replay() {
    return replay;
  }
}
