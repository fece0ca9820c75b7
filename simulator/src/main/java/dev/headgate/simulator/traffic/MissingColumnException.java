package dev.headgate.simulator.traffic;

import dev.headgate.policy.problem.Nearest;
import dev.headgate.policy.problem.Problem;
import dev.headgate.policy.problem.Problems;
import java.util.List;

/** A mapping names a column that a file does not have. */
public final class MissingColumnException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final transient Problem problem;

  MissingColumnException(String file, Columns.Column column, List<String> known) {
    super(column.place() + ": " + column.name() + ": no such column in " + file);
    problem =
        Problem.at(
            column.place(),
            Problems.quote(column.name()) + " (expected: a column of " + file + ")",
            Nearest.hint(column.name(), known));
  }

  /** The problem, at its place in the mapping. */
  public Problem problem() {
    return problem;
  }
}
