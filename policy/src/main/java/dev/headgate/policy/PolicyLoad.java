package dev.headgate.policy;

import dev.headgate.policy.problem.Problem;
import java.util.List;

/** What became of a document. */
public sealed interface PolicyLoad {
  /**
   * It is a policy.
   *
   * @param policy what it says
   * @param warnings what is perhaps not meant
   */
  record Loaded(Policy policy, List<Problem> warnings) implements PolicyLoad {
    public Loaded {
      warnings = List.copyOf(warnings);
    }
  }

  /**
   * It is none.
   *
   * @param problems everything that is wrong with it, at least one
   */
  record Rejected(List<Problem> problems) implements PolicyLoad {
    public Rejected {
      problems = List.copyOf(problems);
    }
  }
}
