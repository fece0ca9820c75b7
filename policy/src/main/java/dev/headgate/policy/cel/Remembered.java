package dev.headgate.policy.cel;

import dev.headgate.core.call.Call;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Remembers the answers of an expression by the values that it looks at. Bounded: at the bound it
 * is emptied and fills again. Safe for all threads.
 */
final class Remembered<T> {
  /** The most answers of one expression. */
  static final int ANSWERS_MAX = 10_000;

  private final Expression expression;
  private final Class<T> type;
  private final T whenFailing;
  private final Map<List<Object>, T> answers = new ConcurrentHashMap<>();

  Remembered(Expression expression, Class<T> type, T whenFailing) {
    this.expression = expression;
    this.type = type;
    this.whenFailing = whenFailing;
  }

  T answer(Call call) {
    List<Object> values = expression.values(call);
    T known = answers.get(values);
    if (known != null) {
      return known;
    }
    Object found = expression.evaluate(call);
    T answer = type.isInstance(found) ? type.cast(found) : whenFailing;
    if (answers.size() >= ANSWERS_MAX) {
      answers.clear();
    }
    answers.put(values, answer);
    return answer;
  }
}
