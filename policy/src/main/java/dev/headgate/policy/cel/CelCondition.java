package dev.headgate.policy.cel;

import dev.headgate.core.call.Call;
import dev.headgate.core.snapshot.Condition;

/** A condition written as an expression; its answers are remembered. Safe for all threads. */
public final class CelCondition implements Condition {
  private final Expression expression;
  private final boolean fixed;
  private final Remembered<Boolean> remembered;

  /**
   * A condition.
   *
   * @param expression gives a truth value
   * @param whenFailing the answer where a value makes the expression fail
   */
  public CelCondition(Expression expression, boolean whenFailing) {
    this.expression = expression;
    fixed = expression.fixed();
    remembered = new Remembered<>(expression, Boolean.class, whenFailing);
  }

  /** The expression. */
  public Expression expression() {
    return expression;
  }

  @Override
  public boolean test(Call call) {
    return remembered.answer(call);
  }

  @Override
  public boolean fixed() {
    return fixed;
  }

  @Override
  public String toString() {
    return expression.text();
  }
}
