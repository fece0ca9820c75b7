package dev.headgate.simulator.report;

import dev.headgate.policy.text.CountText;
import dev.headgate.simulator.answer.RuleUsage;
import dev.headgate.simulator.answer.Tally;
import dev.headgate.simulator.answer.Usage;
import dev.headgate.simulator.replay.IntakeReading;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/** A comparison for people at a terminal: one column for each side. */
public final class TextComparison {
  private static final int HASH_SHOWN = 12;

  private final ComparisonReport comparison;
  private final StringBuilder text = new StringBuilder();

  private TextComparison(ComparisonReport comparison) {
    this.comparison = comparison;
  }

  /** The comparison as lines. */
  public static String of(ComparisonReport comparison) {
    TextComparison written = new TextComparison(comparison);
    comparison.gaps().forEach(gap -> written.line("PARTIAL: " + gap));
    if (!comparison.sides().isEmpty()) {
      written.read();
      written.sums();
      written.limits();
      written.members();
      written.head();
    }
    return written.text.toString();
  }

  private void read() {
    IntakeReading reading = first().result().reading();
    line(
        "read       %s of %s, %s"
            .formatted(
                CountText.of(reading.lines(), "line"),
                CountText.of(reading.files().size(), "file"),
                CountText.of(first().result().decided(), "call")));
    Set<String> undecided = new LinkedHashSet<>();
    for (ComparisonReport.Side side : comparison.sides()) {
      side.report()
          .result()
          .undecided()
          .forEach(
              one -> undecided.add(side.letter() + " " + one.rule() + ", because " + one.why()));
    }
    undecided.forEach(one -> line("not decidable: " + one));
  }

  private void sums() {
    line("");
    row("", ComparisonReport.Side::title);
    total("calls", Usage::calls);
    total("refused", Usage::refused);
    row("  share", side -> share(total(side).refused(), total(side).calls()));
    total("points", Usage::points);
    total("points refused", Usage::refusedPoints);
    row("longest out, s", side -> number(Report.seconds(total(side).longestOutage())));
    if (comparison.sides().stream().anyMatch(side -> apps(side) > 0)) {
      row("apps", side -> number(apps(side)));
      row("  never refused", side -> number(unhurt(side)));
      row("  share", side -> share(unhurt(side), apps(side)));
      row("  refused only here", side -> number(hurtHereOnly(side)));
    }
  }

  private void total(String name, Function<Usage, Long> value) {
    row(name, side -> number(value.apply(total(side))));
  }

  private static Usage total(ComparisonReport.Side side) {
    return side.report().tally().total();
  }

  private static long apps(ComparisonReport.Side side) {
    return members(side).entrySet().stream().filter(TextComparison::isNamed).count();
  }

  private static long unhurt(ComparisonReport.Side side) {
    return members(side).entrySet().stream()
        .filter(TextComparison::isNamed)
        .filter(one -> one.getValue().refused() == 0)
        .count();
  }

  /** Those that the first side never refuses and this one does. */
  private long hurtHereOnly(ComparisonReport.Side side) {
    Map<String, Usage> before = members(comparison.sides().getFirst());
    return members(side).entrySet().stream()
        .filter(TextComparison::isNamed)
        .filter(one -> one.getValue().refused() > 0)
        .filter(one -> !before.containsKey(one.getKey()) || before.get(one.getKey()).refused() == 0)
        .count();
  }

  private static Map<String, Usage> members(ComparisonReport.Side side) {
    return side.report().tally().members().all();
  }

  private static boolean isNamed(Map.Entry<String, Usage> one) {
    return !one.getKey().equals(Tally.NOBODY);
  }

  /** Calls that each limit refuses, or would; a stroke where the policy does not have it. */
  private void limits() {
    Set<String> names = new LinkedHashSet<>();
    for (ComparisonReport.Side side : comparison.sides()) {
      side.report().tally().rules().forEach(rule -> names.add(rule.rule().name()));
    }
    line("");
    line("refused by, or (would be) by");
    for (String name : names) {
      row("  " + name, side -> rule(side, name, TextComparison::refused));
      row("    keys", side -> rule(side, name, one -> number(one.refusedKeys().size())));
    }
  }

  private static String rule(
      ComparisonReport.Side side, String name, Function<RuleUsage, String> cell) {
    return side.report().tally().rules().stream()
        .filter(rule -> rule.rule().name().equals(name))
        .map(cell)
        .findFirst()
        .orElse("-");
  }

  private static String refused(RuleUsage rule) {
    return rule.wouldRefuse() == 0
        ? number(rule.refused())
        : number(rule.refused()) + " (" + number(rule.wouldRefuse()) + ")";
  }

  private void members() {
    List<ComparisonReport.Member> members = comparison.members();
    if (members.isEmpty()) {
      return;
    }
    line("");
    line("refused calls of apps, the greatest differences first");
    for (ComparisonReport.Member member : members.subList(0, shown(members))) {
      row(
          "  " + member.name(),
          side -> number(member.refused().get(comparison.sides().indexOf(side))));
    }
    if (members.size() > shown(members)) {
      line("  ... %,d more".formatted(members.size() - shown(members)));
    }
  }

  private static int shown(List<ComparisonReport.Member> members) {
    return Math.min(Report.WORST, members.size());
  }

  private void head() {
    line("");
    Set<String> policies = new LinkedHashSet<>();
    for (ComparisonReport.Side side : comparison.sides()) {
      ReportHead head = side.report().head();
      policies.add(
          "%s          %s, version %s"
              .formatted(side.letter(), head.policy(), brief(head.policyVersion())));
    }
    policies.forEach(this::line);
    if (comparison.sides().stream().anyMatch(side -> side.times() > 1)) {
      line(
          "xN         every call N times: at its instant, and drawn by the seed in equal parts of");
      line("           the time to the same caller's next call, at most a minute");
    }
    ReportHead head = first().head();
    line("mapping    " + head.mapping() + " " + brief(head.mappingVersion()));
    line("input      sha256 " + brief(first().result().reading().sha256()));
    line(
        "headgate   %s, seed %d, equal stamps %s, phases %s"
            .formatted(
                head.headgate(),
                head.seed(),
                head.spread(),
                head.enforced() ? "enforced" : "of the policy"));
    line("repeat     " + head.typed());
  }

  private Report first() {
    return comparison.sides().getFirst().report();
  }

  private void row(String name, Function<ComparisonReport.Side, String> cell) {
    StringBuilder row = new StringBuilder(String.format(Locale.ROOT, "%-28s", name));
    for (ComparisonReport.Side side : comparison.sides()) {
      row.append(String.format(Locale.ROOT, " %15s", cell.apply(side)));
    }
    line(row.toString());
  }

  private static String number(long value) {
    return String.format(Locale.ROOT, "%,d", value);
  }

  private static String share(long part, long whole) {
    return whole == 0 ? "-" : String.format(Locale.ROOT, "%.2f%%", 100.0 * part / whole);
  }

  private static String brief(String hash) {
    return hash.length() > HASH_SHOWN ? hash.substring(0, HASH_SHOWN) : hash;
  }

  private void line(String line) {
    text.append(line.stripTrailing()).append('\n');
  }
}
