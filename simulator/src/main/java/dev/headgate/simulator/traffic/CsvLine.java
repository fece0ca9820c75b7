package dev.headgate.simulator.traffic;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads lines of a CSV file (RFC 4180) by the names of its header row; one record is one line, so a
 * quoted cell cannot hold a line break. Empty cells are missing values. For one thread.
 */
final class CsvLine implements LineReader {
  private static final int OPEN = Integer.MIN_VALUE;

  private final int divider;
  private final int[] ordinals;

  /**
   * For the lines below a header.
   *
   * @param header names by place
   */
  CsvLine(char divider, List<String> header, Columns columns) {
    this.divider = divider;
    ordinals = header.stream().mapToInt(columns::ordinal).toArray();
  }

  /** The cells of a header row, or null where it is no row of CSV. */
  static @Nullable List<String> header(byte[] bytes, int from, int to, char divider) {
    int begin = to - from >= 3 && bytes[from] == (byte) 0xEF ? from + 3 : from;
    List<String> cells = new ArrayList<>();
    int at = begin;
    while (true) {
      int end = cellEnd(bytes, at, to, divider);
      if (end == OPEN) {
        return null;
      }
      cells.add(text(bytes, at, end).strip());
      if (end == to) {
        return List.copyOf(cells);
      }
      at = end + 1;
    }
  }

  @Override
  public @Nullable String read(byte[] bytes, int from, int to, Row row) {
    int at = from;
    for (int cell = 0; ; cell++) {
      int end = cellEnd(bytes, at, to, divider);
      if (end == OPEN) {
        return "no closing quote in cell " + (cell + 1);
      }
      if (cell < ordinals.length && ordinals[cell] != Columns.UNWANTED && end > at) {
        keep(ordinals[cell], text(bytes, at, end), row);
      }
      if (end == to) {
        return cell + 1 == ordinals.length ? null : wrong(cell + 1);
      }
      at = end + 1;
    }
  }

  private String wrong(int cells) {
    return cells + " cells (expected: " + ordinals.length + ", as in the header)";
  }

  private static void keep(int ordinal, String text, Row row) {
    if (!text.isEmpty()) {
      row.put(ordinal, text);
    }
  }

  /** Where the cell ends that begins here; {@link #OPEN} where its quote never closes. */
  private static int cellEnd(byte[] bytes, int from, int to, int divider) {
    int at = from;
    if (at < to && bytes[at] == '"') {
      at++;
      while (at < to && (bytes[at] != '"' || (at + 1 < to && bytes[at + 1] == '"'))) {
        at += bytes[at] == '"' ? 2 : 1;
      }
      if (at >= to) {
        return OPEN;
      }
    }
    while (at < to && bytes[at] != divider) {
      at++;
    }
    return at;
  }

  private static String text(byte[] bytes, int from, int to) {
    boolean quoted = to - from >= 2 && bytes[from] == '"' && bytes[to - 1] == '"';
    String text =
        quoted
            ? new String(bytes, from + 1, to - from - 2, StandardCharsets.UTF_8)
            : new String(bytes, from, to - from, StandardCharsets.UTF_8);
    return quoted && text.indexOf('"') >= 0 ? text.replace("\"\"", "\"") : text;
  }
}
