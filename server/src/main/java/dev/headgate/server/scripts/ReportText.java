package dev.headgate.server.scripts;

import dev.headgate.core.time.Micros;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A report for people: as a table, and as comma-separated values (RFC 4180). Stateless. */
public final class ReportText {
  private static final DateTimeFormatter HOUR =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH'h'", Locale.ROOT).withZone(ZoneOffset.UTC);

  private static final int NAME_WIDTH_MAX = 40;

  private ReportText() {}

  /** A table with a line for each row, the sum and the loops that run. */
  public static List<String> table(Report report) {
    int script = width(report.rows().stream().map(Report.Row::script).toList(), "script");
    int operation = width(report.rows().stream().map(Report.Row::operation).toList(), "operation");
    String format = "%-14s %-" + script + "s %-" + operation + "s %7s %7s %7s %7s %7s %5s %9s";
    List<String> lines = new ArrayList<>();
    lines.add(
        format.formatted(
            "hour (UTC)",
            "script",
            "operation",
            "calls",
            "sent",
            "refused",
            "turned",
            "avoided",
            "left",
            "waited s"));
    for (Report.Row row : report.rows()) {
      String hour = HOUR.format(Micros.instant(row.hourMicros()));
      lines.add(line(format, List.of(hour, cut(row.script()), cut(row.operation())), row.counts()));
    }
    lines.add(line(format, List.of("all", "", ""), report.sum()));
    report.loops().forEach(loop -> lines.add("runs away: " + loop.words()));
    return lines;
  }

  /** A heading and a line for each row. */
  public static List<String> csv(Report report) {
    List<String> lines = new ArrayList<>();
    lines.add("hour,script,operation,calls,sent,refused,turnedAway,avoided,left,secondsWaited");
    for (Report.Row row : report.rows()) {
      Counts counts = row.counts();
      lines.add(
          String.format(
              Locale.ROOT,
              "%s,%s,%s,%d,%d,%d,%d,%d,%d,%.3f",
              Micros.instant(row.hourMicros()),
              quoted(row.script()),
              quoted(row.operation()),
              counts.made().calls(),
              counts.made().sent(),
              counts.made().refused(),
              counts.turnedAway(),
              counts.avoided(),
              counts.left(),
              (double) counts.waitedMicros() / Micros.SECOND));
    }
    return lines;
  }

  private static String line(String format, List<String> names, Counts counts) {
    return format.formatted(
        names.get(0),
        names.get(1),
        names.get(2),
        counts.made().calls(),
        counts.made().sent(),
        counts.made().refused(),
        counts.turnedAway(),
        counts.avoided(),
        counts.left(),
        String.format(Locale.ROOT, "%.1f", (double) counts.waitedMicros() / Micros.SECOND));
  }

  private static int width(List<String> names, String heading) {
    int longest = names.stream().mapToInt(String::length).max().orElse(0);
    return Math.max(heading.length(), Math.min(NAME_WIDTH_MAX, longest));
  }

  private static String cut(String name) {
    return name.length() > NAME_WIDTH_MAX ? name.substring(0, NAME_WIDTH_MAX - 1) + "~" : name;
  }

  /** Quoted; what a spreadsheet would take for a formula begins with an apostrophe. */
  private static String quoted(String text) {
    boolean formula = !text.isEmpty() && "=+-@\t\r".indexOf(text.charAt(0)) >= 0;
    return '"' + (formula ? "'" : "") + text.replace("\"", "\"\"") + '"';
  }
}
