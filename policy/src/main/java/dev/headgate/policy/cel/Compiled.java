package dev.headgate.policy.cel;

import java.util.List;

/** What became of the text of an expression. */
public sealed interface Compiled {
  /** It can be evaluated. */
  record Ready(Expression expression) implements Compiled {}

  /** It cannot. */
  record Faulty(List<Fault> faults) implements Compiled {
    public Faulty {
      faults = List.copyOf(faults);
    }
  }

  /**
   * One mistake.
   *
   * @param line counted from 1 in the text
   * @param column counted from 0
   * @param message what was found and expected
   * @param hint what may have been meant, or empty
   */
  record Fault(int line, int column, String message, String hint) {}
}
