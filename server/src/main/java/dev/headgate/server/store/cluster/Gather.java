package dev.headgate.server.store.cluster;

import dev.headgate.core.decision.Answer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The answers to several questions, in their order; one failure fails them all, once the last has
 * answered. Safe for all threads.
 */
final class Gather<T> {
  private final AtomicReferenceArray<@Nullable T> values;
  private final AtomicInteger left;
  private final AtomicReference<@Nullable Exception> failure = new AtomicReference<>();
  private final Answer<List<T>> answer;

  private Gather(int size, Answer<List<T>> answer) {
    values = new AtomicReferenceArray<>(size);
    left = new AtomicInteger(size);
    this.answer = answer;
  }

  /** Asks one question of each. */
  static <P, T> void of(List<P> each, BiConsumer<P, Answer<T>> ask, Answer<List<T>> answer) {
    if (each.isEmpty()) {
      answer.value(List.of());
      return;
    }
    Gather<T> gather = new Gather<>(each.size(), answer);
    for (int i = 0; i < each.size(); i++) {
      gather.ask(i, each.get(i), ask);
    }
  }

  private <P> void ask(int place, P one, BiConsumer<P, Answer<T>> ask) {
    Answer<T> own =
        new Answer<>() {
          @Override
          public void value(T value) {
            values.set(place, value);
            answered();
          }

          @Override
          public void failure(Exception cause) {
            failure.compareAndSet(null, cause);
            answered();
          }
        };
    ask.accept(one, own);
  }

  private void answered() {
    if (left.decrementAndGet() > 0) {
      return;
    }
    Exception failed = failure.get();
    if (failed != null) {
      answer.failure(failed);
      return;
    }
    List<T> all = new ArrayList<>(values.length());
    for (int i = 0; i < values.length(); i++) {
      T value = values.get(i);
      if (value != null) {
        all.add(value);
      }
    }
    answer.value(all);
  }
}
