package dev.headgate.policy.cel;

import dev.headgate.core.call.Call;

/** A whole number written as an expression; its answers are remembered. Safe for all threads. */
public final class CelFormula {
  private final Remembered<Long> remembered;

  /**
   * A formula.
   *
   * @param expression gives a whole number
   * @param whenFailing the answer where a value makes the expression fail
   */
  public CelFormula(Expression expression, long whenFailing) {
    remembered = new Remembered<>(expression, Long.class, whenFailing);
  }

  /** The number for a call. */
  public long of(Call call) {
    return remembered.answer(call);
  }
}
