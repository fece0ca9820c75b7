package dev.headgate.simulator.page;

import dev.headgate.core.time.Micros;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * One bar over time: the largest of the stretches that it stands for.
 *
 * @param from when the first of them begins, in microseconds
 * @param lower what is at the bottom of the bar
 * @param upper what stands on top of it
 * @param line the height of the line above it, or 0 for none
 */
record Column(long from, long lower, long upper, long line) {
  /**
   * Bars for one stretch each.
   *
   * @param width of a stretch, in microseconds
   */
  record Row(long width, List<Column> columns) {
    Row {
      columns = List.copyOf(columns);
    }

    /** At most so many bars, each the one of several neighbours that ranks highest. */
    Row atMost(int most, ToDoubleFunction<Column> rank) {
      int each = Math.ceilDiv(columns.size(), most);
      if (each <= 1) {
        return this;
      }
      List<Column> fewer = new ArrayList<>();
      for (int i = 0; i < columns.size(); i += each) {
        Column first = columns.get(i);
        Column best = first;
        for (int j = i; j < Math.min(columns.size(), i + each); j++) {
          best =
              rank.applyAsDouble(columns.get(j)) > rank.applyAsDouble(best) ? columns.get(j) : best;
        }
        fewer.add(new Column(first.from(), best.lower(), best.upper(), best.line()));
      }
      return new Row(width * each, fewer);
    }

    /** The largest number that has to fit. */
    long most() {
      return columns.stream()
          .mapToLong(one -> Math.max(one.line(), one.lower() + one.upper()))
          .max()
          .orElse(0);
    }

    /** When the last stretch ends. */
    long end() {
      return columns.getLast().from() + width;
    }
  }

  /** How it is written beside a bar that somebody points at. */
  String when() {
    return Figures.minute(from);
  }

  /** Whether it begins at midnight, UTC. */
  boolean midnight() {
    return Micros.instant(from).atZone(ZoneOffset.UTC).getHour() == 0;
  }
}
