package dev.headgate.simulator.page;

import java.util.ArrayList;
import java.util.List;

/**
 * Numbers in rows; the first column holds names. For one thread.
 *
 * <p>At most {@link #ROWS_MAX} rows are written, and the number of the others.
 */
final class Table {
  /** The most rows that are written. */
  static final int ROWS_MAX = 200;

  private static final String WORDS = "w";
  private static final String NUMBERS = "n";

  private final List<String> columns;
  private final List<List<String>> rows = new ArrayList<>();

  Table(String... columns) {
    this.columns = List.of(columns);
  }

  /** Adds a row with a cell for each column. */
  Table row(String... cells) {
    if (cells.length != columns.size()) {
      throw new IllegalArgumentException(
          "cells: " + cells.length + " (expected: " + columns.size() + ")");
    }
    rows.add(List.of(cells));
    return this;
  }

  /** Whether it has no rows. */
  boolean isEmpty() {
    return rows.isEmpty();
  }

  /** Writes it, to be scrolled where it is too wide. */
  void write(Markup markup) {
    markup.open("div", "class", "scroll", "tabindex", "0").open("table").open("thead").open("tr");
    for (int i = 0; i < columns.size(); i++) {
      boolean words = i > 0 && !rows.isEmpty() && isWords(rows.getFirst().get(i));
      markup.element("th", columns.get(i), "scope", "col", "class", words ? WORDS : NUMBERS);
    }
    markup.close().close().open("tbody");
    rows.stream().limit(ROWS_MAX).forEach(row -> row(markup, row));
    markup.close().close().close();
    if (rows.size() > ROWS_MAX) {
      markup.element("p", Figures.whole(rows.size() - ROWS_MAX) + " more rows are left out here.");
    }
  }

  /** Words begin at the left, numbers end at the right. */
  private static boolean isWords(String cell) {
    return !cell.isEmpty() && Character.isLetter(cell.codePointAt(0));
  }

  private static void row(Markup markup, List<String> row) {
    markup.open("tr").element("th", row.getFirst(), "scope", "row");
    row.stream()
        .skip(1)
        .forEach(cell -> markup.element("td", cell, "class", isWords(cell) ? WORDS : NUMBERS));
    markup.close();
  }
}
