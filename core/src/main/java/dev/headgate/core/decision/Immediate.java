package dev.headgate.core.decision;

import org.jspecify.annotations.Nullable;

/** Catches the answer of a store that answers on the calling thread. For one thread. */
public final class Immediate<T> implements Answer<T> {
  private @Nullable T value;

  @Override
  public void value(T answer) {
    value = answer;
  }

  @Override
  public void failure(Exception cause) {
    throw new IllegalStateException("the store failed", cause);
  }

  /**
   * The value.
   *
   * @throws IllegalStateException where the store has not answered yet
   */
  public T get() {
    T answer = value;
    if (answer == null) {
      throw new IllegalStateException("answer: none yet (expected: on the calling thread)");
    }
    return answer;
  }
}
