package dev.headgate.server.store.cluster;

import dev.headgate.core.decision.Answer;
import java.util.function.Consumer;

/** An answer in two halves. */
record Asked<T>(Consumer<T> then, Consumer<Exception> otherwise) implements Answer<T> {
  /** Goes on with a value; a failure is that of the whole. */
  static <T> Answer<T> of(Answer<?> whole, Consumer<T> then) {
    return new Asked<>(then, whole::failure);
  }

  /** An answer that nobody waits for. */
  static <T> Answer<T> unheard() {
    return new Asked<>(value -> {}, cause -> {});
  }

  @Override
  public void value(T value) {
    then.accept(value);
  }

  @Override
  public void failure(Exception cause) {
    otherwise.accept(cause);
  }
}
