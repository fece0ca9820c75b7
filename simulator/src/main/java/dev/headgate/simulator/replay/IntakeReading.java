package dev.headgate.simulator.replay;

import dev.headgate.policy.problem.Problem;
import java.util.List;

/**
 * What was read.
 *
 * @param files in the order in which they were given
 * @param sha256 of the hashes of all files in that order: the name of the input
 * @param unreadable lines that give no call
 * @param broken files that break off, each with its last line
 * @param leftOut calls that the mapping says to leave out
 * @param badPaths calls that the gateway would answer with 400
 * @param unknownCosts calls whose cost the log does not tell
 * @param problems columns that the mapping names and no line had
 */
public record IntakeReading(
    List<FileReading> files,
    String sha256,
    NotReplayed unreadable,
    NotReplayed broken,
    long leftOut,
    long badPaths,
    long unknownCosts,
    List<Problem> problems) {
  public IntakeReading {
    files = List.copyOf(files);
    problems = List.copyOf(problems);
  }

  /** Lines of all files. */
  public long lines() {
    return files.stream().mapToLong(FileReading::lines).sum();
  }

  /** Lines that are earlier than the one before them, in their own file. */
  public long outOfOrder() {
    return files.stream().mapToLong(FileReading::outOfOrder).sum();
  }

  /** How far such a line lay behind the latest before it, in microseconds. */
  public long behindMicros() {
    return files.stream().mapToLong(FileReading::behindMicros).max().orElse(0);
  }
}
