package dev.headgate.simulator.traffic;

import dev.headgate.policy.problem.Place;
import java.util.ArrayList;
import java.util.List;

/**
 * The columns that a mapping asks for, each with its ordinal in a {@link Row}. Whatever else a log
 * holds is never read. Immutable.
 *
 * @param wanted in the order of their ordinals
 */
public record Columns(List<Column> wanted) {
  /** The ordinal of a column that nobody asks for. */
  static final int UNWANTED = Integer.MAX_VALUE;

  /**
   * One column.
   *
   * @param name as the log has it; a JSON object inside an object is reached by {@code outer.inner}
   * @param place where the mapping names it
   */
  public record Column(String name, Place place) {}

  public Columns {
    wanted = List.copyOf(wanted);
  }

  /** The ordinal of a column, or {@link #UNWANTED}. */
  int ordinal(String name) {
    for (int i = 0; i < wanted.size(); i++) {
      if (wanted.get(i).name().equals(name)) {
        return i;
      }
    }
    return UNWANTED;
  }

  /** How many there are. */
  public int size() {
    return wanted.size();
  }

  /**
   * Fails where a file whose columns are known beforehand lacks one.
   *
   * @throws MissingColumnException for the first one
   */
  void check(String file, List<String> known) {
    for (Column column : wanted) {
      if (!known.contains(column.name())) {
        throw new MissingColumnException(file, column, known);
      }
    }
  }

  /** Collects columns. Not safe for several threads. */
  public static final class Builder {
    private final List<Column> columns = new ArrayList<>();

    /** The ordinal of a column, which is added where it is new. */
    public int ordinal(String name, Place place) {
      int known = new Columns(columns).ordinal(name);
      if (known != UNWANTED) {
        return known;
      }
      columns.add(new Column(name, place));
      return columns.size() - 1;
    }

    /** The columns so far. */
    public Columns build() {
      return new Columns(columns);
    }
  }
}
