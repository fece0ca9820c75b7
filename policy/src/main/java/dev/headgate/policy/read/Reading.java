package dev.headgate.policy.read;

import dev.headgate.policy.cel.Expressions;
import dev.headgate.policy.problem.Problems;
import dev.headgate.policy.text.Scalars;
import dev.headgate.policy.yaml.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What the readers of one document share.
 *
 * @param problems where mistakes go
 * @param scalars reads single values
 * @param expressions compiles conditions and formulas
 */
record Reading(Problems problems, Scalars scalars, Expressions expressions) {
  /** The most items of one list. */
  static final int ITEMS_MAX = 1_000;

  static Reading of(Problems problems) {
    return new Reading(problems, new Scalars(problems), new Expressions());
  }

  /** The items of a list, or the one value that stands for a list of one. */
  List<Value> items(Value value) {
    if (!(value instanceof Value.Items list)) {
      return List.of(value);
    }
    if (list.items().size() > ITEMS_MAX) {
      problems.add(
          value.place(), list.items().size() + " items (expected: at most " + ITEMS_MAX + ")");
      return List.of();
    }
    return list.items();
  }

  /** Each item of a list as read; items that cannot be read are left out. */
  <T> List<T> each(@Nullable Value value, Function<Value, @Nullable T> reader) {
    if (value == null) {
      return List.of();
    }
    List<T> read = new ArrayList<>();
    for (Value item : items(value)) {
      T one = reader.apply(item);
      if (one != null) {
        read.add(one);
      }
    }
    return read;
  }

  /** The value as read, or the usual one where it is absent or wrong. */
  <T> T or(@Nullable Value value, Function<Value, @Nullable T> reader, T usual) {
    T read = value == null ? null : reader.apply(value);
    return read == null ? usual : read;
  }
}
