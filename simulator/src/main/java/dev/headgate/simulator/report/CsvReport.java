package dev.headgate.simulator.report;

import dev.headgate.simulator.search.Trial;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** A report as one table: a row for each limit, app, tenant and operation. */
public final class CsvReport {
  private static final List<String> COLUMNS =
      List.of(
          "calls",
          "points",
          "refused",
          "refusedPoints",
          "firstRefused",
          "longestOutageSeconds",
          "longestOutageFrom");

  private CsvReport() {}

  /** The report with a header row; how it came about stands in comments before it. */
  public static String of(Report report) {
    StringBuilder text = new StringBuilder();
    comments(text, report, report.gaps());
    text.append("group,name,").append(String.join(",", COLUMNS)).append('\n');
    rows(text, report, "");
    return text.toString();
  }

  /** A comparison: the same rows for each side, behind its policy and the multiple of traffic. */
  public static String of(ComparisonReport comparison) {
    StringBuilder text = new StringBuilder();
    if (!comparison.sides().isEmpty()) {
      comments(text, comparison.sides().getFirst().report(), comparison.gaps());
    }
    text.append("policy,times,group,name,").append(String.join(",", COLUMNS)).append('\n');
    for (ComparisonReport.Side side : comparison.sides()) {
      String policy = cell(side.report().head().policy());
      rows(text, side.report(), policy + "," + side.times() + ",");
    }
    return text.toString();
  }

  /** A search: a row for each amount that was tried, or that a usual share needs. */
  public static String of(SearchReport search) {
    StringBuilder text = new StringBuilder();
    comments(text, search.head(), search.answer().reading().reading().sha256(), search.gaps());
    text.append("amount,within,members\n");
    for (Trial trial : search.answer().trials()) {
      text.append(trial.amount()).append(',').append(trial.within()).append(',');
      text.append(trial.members()).append('\n');
    }
    return text.toString();
  }

  private static void comments(StringBuilder text, Report report, List<String> gaps) {
    comments(text, report.head(), report.result().reading().sha256(), gaps);
  }

  private static void comments(
      StringBuilder text, ReportHead head, String input, List<String> gaps) {
    text.append("# headgate ").append(head.headgate());
    text.append(", policy ").append(head.policyVersion());
    text.append(", input ").append(input).append('\n');
    text.append("# ").append(head.typed()).append('\n');
    gaps.forEach(gap -> text.append("# PARTIAL: ").append(gap).append('\n'));
  }

  private static void rows(StringBuilder text, Report report, String before) {
    if (ReportTree.of(report).get("answer") instanceof Map<?, ?> answer) {
      row(text, before + "all", "", answer);
      for (Object limit : list(answer.get("limits"))) {
        if (limit instanceof Map<?, ?> one) {
          row(text, before + "limit", String.valueOf(one.get("name")), limitRow(one));
        }
      }
      for (Object tried : list(answer.get("remedies"))) {
        if (tried instanceof Map<?, ?> one && one.get("after") instanceof Map<?, ?> after) {
          row(text, before + "remedy " + one.get("remedy"), String.valueOf(one.get("app")), after);
        }
      }
      if (answer.get("review") instanceof Map<?, ?> review) {
        for (Object app : list(review.get("apps"))) {
          if (app instanceof Map<?, ?> one && Boolean.TRUE.equals(one.get("met"))) {
            String tier = cell("recommended tier " + review.get("grants"));
            row(text, before + tier, String.valueOf(one.get("name")), Map.of());
          }
        }
      }
      for (String group : List.of("apps", "tenants", "operations")) {
        for (Object member : list(answer.get(group))) {
          if (member instanceof Map<?, ?> one) {
            row(text, before + singular(group), String.valueOf(one.get("name")), one);
          }
        }
      }
    }
  }

  private static Map<String, Object> limitRow(Map<?, ?> limit) {
    return Map.of(
        "calls",
        String.valueOf(limit.get("claims")),
        "points",
        String.valueOf(limit.get("demand")),
        "refused",
        String.valueOf(limit.get("refused")));
  }

  private static String singular(String group) {
    return group.substring(0, group.length() - 1);
  }

  private static List<?> list(@org.jspecify.annotations.Nullable Object value) {
    return value instanceof List<?> list ? list : List.of();
  }

  private static void row(StringBuilder text, String group, String name, Map<?, ?> values) {
    text.append(group).append(',').append(cell(name)).append(',');
    text.append(
        COLUMNS.stream()
            .map(column -> values.containsKey(column) ? cell(values.get(column)) : "")
            .collect(Collectors.joining(",")));
    text.append('\n');
  }

  private static String cell(@org.jspecify.annotations.Nullable Object value) {
    String text = String.valueOf(value);
    return text.matches("[^,\"\r\n]*") ? text : '"' + text.replace("\"", "\"\"") + '"';
  }
}
