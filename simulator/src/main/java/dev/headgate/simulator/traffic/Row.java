package dev.headgate.simulator.traffic;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The values of one line. Filled again for each line; for one thread. */
public final class Row {
  private final @Nullable String[] values;
  private long line;
  private String wrong = "";

  /** A row without values. */
  public Row(Columns columns) {
    values = new @Nullable String[columns.size()];
  }

  /** The value of a column by ordinal, or null where the line has none. */
  public @Nullable String value(int ordinal) {
    return values[ordinal];
  }

  /** The line's number in its file, from 1. */
  public long line() {
    return line;
  }

  /** What is wrong with the line; empty where it could be read. */
  public String wrong() {
    return wrong;
  }

  void begin(long number) {
    line = number;
    wrong = "";
    Arrays.fill(values, null);
  }

  void put(int ordinal, String value) {
    values[ordinal] = value;
  }

  void wrong(String why) {
    wrong = why;
  }
}
