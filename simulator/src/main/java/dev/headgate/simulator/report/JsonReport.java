package dev.headgate.simulator.report;

import java.io.StringWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** A report for programs. */
public final class JsonReport {
  private JsonReport() {}

  /** The report as one line of JSON with a line feed. */
  public static String of(Report report) {
    return line(ReportTree.of(report));
  }

  /** A comparison: each side with its whole report, and the apps of which sides differ. */
  public static String of(ComparisonReport comparison) {
    List<Object> sides = new ArrayList<>();
    for (ComparisonReport.Side side : comparison.sides()) {
      Map<String, Object> one = new LinkedHashMap<>();
      one.put("policy", side.letter());
      one.put("times", side.times());
      one.put("report", ReportTree.of(side.report()));
      sides.add(one);
    }
    List<Object> apps = new ArrayList<>();
    for (ComparisonReport.Member member : comparison.members()) {
      Map<String, Object> one = new LinkedHashMap<>();
      one.put("name", member.name());
      one.put("refused", member.refused());
      apps.add(one);
    }
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("partial", !comparison.gaps().isEmpty());
    tree.put("gaps", comparison.gaps());
    tree.put("columns", sides);
    tree.put("apps", apps);
    return line(tree);
  }

  /** A search. */
  public static String of(SearchReport search) {
    return line(search.tree());
  }

  /** Maps, lists, texts, numbers and flags as one line with a line feed. */
  static String line(Map<String, Object> tree) {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = new JsonFactory().createGenerator(ObjectWriteContext.empty(), text)) {
      write(json, tree);
    }
    return text.append('\n').toString();
  }

  private static void write(JsonGenerator json, Object value) {
    switch (value) {
      case Map<?, ?> map -> {
        json.writeStartObject();
        map.forEach(
            (name, inner) -> {
              json.writeName(String.valueOf(name));
              write(json, inner);
            });
        json.writeEndObject();
      }
      case List<?> list -> {
        json.writeStartArray();
        list.forEach(inner -> write(json, inner));
        json.writeEndArray();
      }
      case Number number -> json.writeNumber(number.longValue());
      case Boolean flag -> json.writeBoolean(flag);
      default -> json.writeString(String.valueOf(value));
    }
  }
}
