package dev.headgate.server.scripts;

import dev.headgate.core.time.Micros;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A report as a JSON document, both ways. Stateless. */
public final class ReportJson {
  /** Where a running proxy shows it. */
  public static final String PATH = "/.headgate/report";

  private static final JsonMapper JSON = JsonMapper.builder().build();

  private ReportJson() {}

  /** The document, with what goes on at this moment. */
  public static byte[] of(Report report, Standing standing) {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("now", Map.of("waiting", standing.waiting(), "underWay", standing.underWay()));
    document.put("rows", report.rows().stream().map(ReportJson::row).toList());
    document.put("loops", report.loops().stream().map(ReportJson::loop).toList());
    return JSON.writeValueAsBytes(document);
  }

  /**
   * The report of a document.
   *
   * @throws IllegalArgumentException if it is none
   */
  public static Report read(byte[] document) {
    try {
      JsonNode tree = JSON.readTree(document);
      List<Report.Row> rows = new ArrayList<>();
      tree.required("rows").forEach(node -> rows.add(row(node)));
      List<Loop> loops = new ArrayList<>();
      tree.required("loops").forEach(node -> loops.add(loop(node)));
      return new Report(rows, loops);
    } catch (JacksonException | IllegalArgumentException | java.time.DateTimeException other) {
      throw new IllegalArgumentException("report: not one (expected: rows and loops)", other);
    }
  }

  private static Map<String, Object> row(Report.Row row) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("hour", Micros.instant(row.hourMicros()).toString());
    json.put("script", row.script());
    json.put("operation", row.operation());
    json.put("calls", row.counts().made().calls());
    json.put("sent", row.counts().made().sent());
    json.put("refused", row.counts().made().refused());
    json.put("turnedAway", row.counts().turnedAway());
    json.put("avoided", row.counts().avoided());
    json.put("left", row.counts().left());
    json.put("secondsWaited", (double) row.counts().waitedMicros() / Micros.SECOND);
    return json;
  }

  private static Report.Row row(JsonNode node) {
    Counts.Made made =
        new Counts.Made(number(node, "calls"), number(node, "sent"), number(node, "refused"));
    return new Report.Row(
        Micros.of(Instant.parse(node.required("hour").asString())),
        node.required("script").asString(),
        node.required("operation").asString(),
        new Counts(
            made,
            number(node, "turnedAway"),
            number(node, "avoided"),
            number(node, "left"),
            Math.round(node.required("secondsWaited").asDouble() * Micros.SECOND)));
  }

  private static Map<String, Object> loop(Loop loop) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("script", loop.script().name());
    json.put("operation", loop.operation());
    json.put("kind", loop.kind().name());
    json.put("times", loop.times());
    json.put("since", Micros.instant(loop.sinceMicros()).toString());
    return json;
  }

  private static Loop loop(JsonNode node) {
    return new Loop(
        new Script(node.required("script").asString()),
        node.required("operation").asString(),
        Loop.Kind.valueOf(node.required("kind").asString()),
        number(node, "times"),
        Micros.of(Instant.parse(node.required("since").asString())));
  }

  private static long number(JsonNode node, String name) {
    return node.required(name).asLong();
  }
}
