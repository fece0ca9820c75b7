package dev.headgate.server.cli;

import dev.headgate.core.time.Micros;
import dev.headgate.policy.problem.Place;
import dev.headgate.testkit.cases.CaseResult;
import dev.headgate.testkit.cases.Difference;
import dev.headgate.testkit.cases.Standing;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What became of a decision case, as an object for programs. */
final class CaseJson {
  private CaseJson() {}

  static Map<String, Object> of(CaseResult result) {
    Map<String, Object> one = new LinkedHashMap<>();
    one.put("name", result.told().name());
    one.put("line", result.told().place().line());
    one.put("holds", result instanceof CaseResult.Held);
    switch (result) {
      case CaseResult.Held held -> one.put("calls", held.calls());
      case CaseResult.Failed failed -> failed(one, failed);
    }
    return one;
  }

  private static void failed(Map<String, Object> one, CaseResult.Failed failed) {
    CaseResult.Where where = failed.where();
    Map<String, Object> step = new LinkedHashMap<>();
    place(step, where.place());
    step.put("call", where.call());
    step.put("at", Micros.instant(where.at()).toString());
    step.put("number", where.number());
    step.put("times", where.times());
    one.put("step", step);
    List<Map<String, Object>> differences = new ArrayList<>();
    for (Difference difference : failed.differences()) {
      Map<String, Object> told = new LinkedHashMap<>();
      place(told, difference.expectation().place());
      told.put("what", difference.expectation().subject().key());
      told.put("of", difference.expectation().of());
      told.put("expected", difference.expectation().value());
      told.put("answered", difference.actual());
      differences.add(told);
    }
    one.put("differences", differences);
    one.put("limits", failed.standings().stream().map(CaseJson::limit).toList());
  }

  private static Map<String, Object> limit(Standing standing) {
    Map<String, Object> limit = new LinkedHashMap<>();
    limit.put("name", standing.rule());
    limit.put("failed", standing.failed());
    limit.put("enforced", standing.binds());
    limit.put("asked", standing.cost());
    limit.put("remaining", standing.remaining());
    limit.put("amount", standing.amount());
    limit.put("unit", standing.unit());
    return limit;
  }

  private static void place(Map<String, Object> into, Place place) {
    into.put("file", place.file());
    into.put("line", place.line());
    into.put("column", place.column());
  }
}
