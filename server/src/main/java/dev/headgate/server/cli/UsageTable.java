package dev.headgate.server.cli;

import dev.headgate.core.time.Micros;
import dev.headgate.core.usage.UsageKey;
import dev.headgate.core.usage.UsageSums;
import dev.headgate.server.records.UsageLine;
import dev.headgate.server.records.UsageRecords.Part;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Lines of usage as people and programs read them.
 *
 * @param lines the lines
 * @param parts by what they are told apart; only those are shown
 */
record UsageTable(List<UsageLine> lines, Set<Part> parts) {
  private static final int WIDTH = 24;
  private static final String NUMBER = "%12s";

  /** One object for each line. */
  Map<String, Object> json() {
    return Map.of("usage", lines.stream().map(this::cells).toList());
  }

  /** RFC 4180, with a header row. */
  List<String> csv() {
    List<String> rows = new ArrayList<>();
    rows.add(String.join(",", header()));
    for (UsageLine line : lines) {
      rows.add(
          cells(line).values().stream().map(UsageTable::cell).collect(Collectors.joining(",")));
    }
    return rows;
  }

  /** Columns for people. */
  List<String> table() {
    List<String> rows = new ArrayList<>();
    rows.add(row(List.copyOf(header())));
    lines.forEach(line -> rows.add(row(List.copyOf(cells(line).values()))));
    return rows;
  }

  private Set<String> header() {
    UsageSums none = UsageSums.NONE;
    return cells(new UsageLine(0, new UsageKey("", "", ""), "", none)).keySet();
  }

  private Map<String, Object> cells(UsageLine line) {
    Map<String, Object> cells = new LinkedHashMap<>();
    for (Part part : Part.values()) {
      if (parts.contains(part)) {
        cells.put(part.name().toLowerCase(Locale.ROOT), text(part, line));
      }
    }
    cells.put("unit", line.unit());
    cells.put("allowed", line.sums().allowed());
    cells.put("throttled", line.sums().throttled());
    cells.put("exhausted", line.sums().exhausted());
    cells.put("refused", line.sums().refused());
    cells.put("amount", line.sums().points());
    cells.put("unpaid", line.sums().unpaid());
    return cells;
  }

  private static String text(Part part, UsageLine line) {
    return switch (part) {
      case HOUR -> Micros.instant(line.hour()).toString();
      case TENANT -> line.key().tenant();
      case APP -> line.key().app();
      case OPERATION -> line.key().operation();
    };
  }

  private String row(List<Object> cells) {
    StringBuilder row = new StringBuilder();
    for (int i = 0; i < cells.size(); i++) {
      boolean name = i <= parts.size();
      row.append((name ? "%-" + WIDTH + "s " : NUMBER).formatted(cells.get(i)));
    }
    return row.toString();
  }

  private static String cell(Object value) {
    String text = value.toString();
    return text.matches("[\\w.:@-]*") ? text : "\"" + text.replace("\"", "\"\"") + "\"";
  }
}
