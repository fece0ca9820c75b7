package dev.headgate.testkit.cases;

import dev.headgate.policy.problem.Problem;
import java.util.List;

/** What became of a document of cases. Immutable. */
public sealed interface CaseLoad {
  /** It can be run. */
  record Loaded(CaseFile file) implements CaseLoad {}

  /**
   * It cannot.
   *
   * @param problems everything that is wrong with it and with its policy, at least one
   */
  record Rejected(List<Problem> problems) implements CaseLoad {
    public Rejected {
      problems = List.copyOf(problems);
    }
  }
}
