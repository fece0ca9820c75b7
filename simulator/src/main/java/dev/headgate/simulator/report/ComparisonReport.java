package dev.headgate.simulator.report;

import dev.headgate.simulator.answer.Tally;
import dev.headgate.simulator.answer.Usage;
import dev.headgate.simulator.comparison.Column;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Policies side by side for people and programs. Immutable.
 *
 * @param sides the first is the one that others are held against; at least one
 * @param names how callers are called
 * @param expected how many sides there would be, had nobody stopped it
 */
public record ComparisonReport(List<Side> sides, Names names, int expected) {
  public ComparisonReport {
    sides = List.copyOf(sides);
  }

  /**
   * One policy over so many times the traffic.
   *
   * @param letter of the policy, A for the first
   * @param times how often each call came
   * @param report what became of it
   */
  public record Side(String letter, int times, Report report) {
    /** What heads its column. */
    String title() {
      return times == 1 ? letter : letter + " x" + times;
    }
  }

  /** An app, or a tenant where no call names an app, and how often each side refused it. */
  record Member(String name, List<Long> refused) {
    /** How much the sides differ. */
    long difference() {
      long first = refused.getFirst();
      return refused.stream().mapToLong(one -> Math.abs(one - first)).max().orElse(0);
    }
  }

  /** The sides of columns, with a letter for each policy. */
  public static List<Side> sides(List<Column> columns, Heads heads, Names names) {
    List<Side> sides = new ArrayList<>();
    Set<String> policies = new LinkedHashSet<>();
    for (Column column : columns) {
      policies.add(column.contender().name());
      String letter = String.valueOf((char) ('A' + policies.size() - 1));
      Report report = new Report(heads.of(column), column.result(), column.tally(), names);
      sides.add(new Side(letter, column.times(), report));
    }
    return sides;
  }

  /** Says how a column came about. */
  public interface Heads {
    /** The head of a column's report. */
    ReportHead of(Column column);
  }

  /** Why the answer is about less than the whole input; none where it is not. */
  public List<String> gaps() {
    Set<String> gaps = new LinkedHashSet<>();
    sides.forEach(side -> gaps.addAll(side.report().gaps()));
    if (sides.size() < expected) {
      gaps.add("it was stopped before " + (expected - sides.size()) + " columns were begun");
    }
    return List.copyOf(gaps);
  }

  /** Members that are refused by one side at least, those first of which sides differ most. */
  List<Member> members() {
    Map<String, List<Long>> refused = new TreeMap<>();
    for (Side side : sides) {
      side.report().tally().members().all().keySet().forEach(name -> refused.put(name, List.of()));
    }
    refused.remove(Tally.NOBODY);
    refused.replaceAll((name, none) -> sides.stream().map(side -> refused(side, name)).toList());
    return refused.entrySet().stream()
        .filter(one -> one.getValue().stream().anyMatch(count -> count > 0))
        .map(one -> new Member(names.of(one.getKey()), one.getValue()))
        .sorted(
            Comparator.comparingLong((Member one) -> -one.difference()).thenComparing(Member::name))
        .toList();
  }

  private static long refused(Side side, String name) {
    Usage usage = side.report().tally().members().all().get(name);
    return usage == null ? 0 : usage.refused();
  }
}
