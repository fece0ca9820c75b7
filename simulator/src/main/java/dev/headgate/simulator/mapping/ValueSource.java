package dev.headgate.simulator.mapping;

import dev.headgate.simulator.traffic.Row;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Where a value of a call comes from. Immutable. */
public sealed interface ValueSource {
  /** The value for a row, or null where it has none. */
  @Nullable String of(Row row);

  /**
   * A column, whole or the part that a regular expression finds.
   *
   * @param ordinal of the column
   * @param match whose first group is the value, or null for the whole column
   */
  record Column(int ordinal, @Nullable Pattern match) implements ValueSource {
    @Override
    public @Nullable String of(Row row) {
      String value = row.value(ordinal);
      if (match == null || value == null) {
        return value;
      }
      Matcher found = match.matcher(value);
      return found.find() ? found.group(1) : null;
    }
  }

  /** The same for every call. */
  record Constant(String value) implements ValueSource {
    @Override
    public @Nullable String of(Row row) {
      return value;
    }
  }
}
