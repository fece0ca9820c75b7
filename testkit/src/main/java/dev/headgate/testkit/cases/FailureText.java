package dev.headgate.testkit.cases;

import dev.headgate.core.time.Micros;
import dev.headgate.policy.problem.Place;
import dev.headgate.policy.text.CountText;
import java.util.ArrayList;
import java.util.List;

/**
 * What people read of a case that does not hold: where, what was expected beside what was answered,
 * and how each limit stood.
 */
public final class FailureText {
  private FailureText() {}

  /** Lines without colours, the first of them the place. */
  public static List<String> of(CaseResult.Failed failed) {
    CaseResult.Where where = failed.where();
    List<String> lines = new ArrayList<>();
    lines.add(
        "%s: %s at %s%s"
            .formatted(where.place(), where.call(), Micros.instant(where.at()), number(where)));
    int title = "what".length();
    int expected = "expected".length();
    for (Difference one : failed.differences()) {
      title = Math.max(title, one.expectation().title().length());
      expected = Math.max(expected, one.expectation().value().length());
    }
    String form = "  %-" + title + "s  %-" + expected + "s  %s";
    lines.add(form.formatted("what", "expected", "answered"));
    for (Difference one : failed.differences()) {
      Expectation wanted = one.expectation();
      lines.add(form.formatted(wanted.title(), wanted.value(), one.actual()));
    }
    failed.standings().forEach(standing -> lines.add("  " + standing));
    return lines;
  }

  /** The place of the first thing that did not hold. */
  public static Place place(CaseResult.Failed failed) {
    return failed.differences().getFirst().expectation().place();
  }

  private static String number(CaseResult.Where where) {
    if (where.times() == 1) {
      return "";
    }
    return where.number() == 0
        ? ", after " + CountText.of(where.times(), "call")
        : ", call " + where.number() + " of " + where.times();
  }
}
