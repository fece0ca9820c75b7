package dev.headgate.simulator.page;

import dev.headgate.policy.text.CountText;
import dev.headgate.simulator.answer.Rollout;
import dev.headgate.simulator.answer.RuleUsage;
import dev.headgate.simulator.answer.Tally;
import dev.headgate.simulator.answer.Usage;
import dev.headgate.simulator.answer.Usages;
import dev.headgate.simulator.report.Report;
import dev.headgate.simulator.workload.GroupUsage;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Tables of limits, steps of a rollout, apps, tenants and operations. For one thread. */
final class Groups {
  /** The most that are shown of one kind; the others are in JSON and CSV. */
  static final int SHOWN_MAX = 25;

  private final Report report;
  private final Tally tally;

  Groups(Report report) {
    this.report = report;
    tally = report.tally();
  }

  void write(Markup markup) {
    markup.open("section").element("h2", "In numbers");
    programs(markup);
    limits(markup);
    keys(markup);
    rollout(markup);
    group(markup, "app", tally.apps(), true);
    group(markup, "tenant", tally.tenants(), true);
    group(markup, "operation", tally.operations(), false);
    markup.close();
  }

  /** What invented programs came to. */
  private void programs(Markup markup) {
    if (!report.findings().invented()) {
      return;
    }
    Table table =
        new Table(
            "group",
            "when",
            "client",
            "apps",
            "wanted",
            "served",
            "given up",
            "under way at the end",
            "requests",
            "longest wait");
    for (GroupUsage one : report.findings().programs()) {
      table.row(
          one.group().name(),
          one.group().shape().word(),
          one.group().conductWord(),
          Figures.whole(one.group().apps()),
          Figures.whole(one.wanted()),
          Figures.whole(one.served()),
          Figures.whole(one.givenUp()),
          Figures.whole(one.underWay()),
          Figures.whole(one.attempts()),
          Figures.length(Report.seconds(one.longestWait())));
    }
    markup.element("h3", "Invented programs");
    table.write(markup);
  }

  private void limits(Markup markup) {
    Table table =
        new Table("limit", "calls", "asked for", "refused", "would refuse", "refused keys");
    for (RuleUsage usage : tally.rules()) {
      table.row(
          usage.rule().name(),
          Figures.whole(usage.claims()),
          Figures.whole(usage.demand()) + " " + usage.rule().unit(),
          Figures.whole(usage.refused()),
          Figures.whole(usage.wouldRefuse()),
          Figures.whole(usage.refusedKeys().size()));
    }
    markup.element("h3", "Limits");
    table.write(markup);
  }

  /** Whom each limit would refuse most, by what it counts. */
  private void keys(Markup markup) {
    for (RuleUsage usage : tally.rules()) {
      List<Map.Entry<String, Long>> worst = report.worstKeys(usage);
      if (!worst.isEmpty()) {
        Table table = new Table(Subject.counted(usage), "refused");
        worst.forEach(key -> table.row(key.getKey(), Figures.whole(key.getValue())));
        markup.element("h3", "Refused most by “" + usage.rule().name() + "”");
        table.write(markup);
      }
    }
  }

  private void rollout(Markup markup) {
    List<Rollout> rollouts = Rollout.of(tally);
    if (rollouts.isEmpty()) {
      return;
    }
    Table table = new Table("limit", "enforced for", "apps under it", "hurt");
    for (Rollout rollout : rollouts) {
      for (Rollout.Step step : rollout.steps()) {
        table.row(
            rollout.rule(),
            step.share() / 100 + "\u00A0% of apps",
            Figures.whole(step.apps()),
            Figures.whole(step.hurt()));
      }
    }
    markup.element("h3", "Who is hurt as it is rolled out");
    table.write(markup);
  }

  private void group(Markup markup, String thing, Usages usages, boolean callers) {
    if (usages.all().isEmpty()
        || (usages.all().size() == 1 && usages.all().containsKey(Tally.NOBODY))) {
      return;
    }
    List<Map.Entry<String, Usage>> worst = report.worst(usages.all(), callers);
    boolean tells = callers && worst.stream().anyMatch(one -> !needed(one.getValue()).isEmpty());
    List<String> columns =
        new ArrayList<>(List.of(thing, "calls", "points", "refused", "share", "longest out"));
    if (tells) {
      columns.add("would have been enough");
    }
    Table table = new Table(columns.toArray(String[]::new));
    for (Map.Entry<String, Usage> one : worst.stream().limit(SHOWN_MAX).toList()) {
      List<String> cells = cells(one.getKey(), one.getValue());
      if (tells) {
        cells.add(needed(one.getValue()));
      }
      table.row(cells.toArray(String[]::new));
    }
    String things = CountText.word(2, thing);
    markup.element(
        "h3", things.substring(0, 1).toUpperCase(java.util.Locale.ROOT) + things.substring(1));
    table.write(markup);
    if (worst.size() > SHOWN_MAX) {
      markup.element(
          "p", "And %s.".formatted(CountText.of(worst.size() - SHOWN_MAX, "other " + thing)));
    }
  }

  private static List<String> cells(String name, Usage usage) {
    return new ArrayList<>(
        List.of(
            name,
            Figures.whole(usage.calls()),
            Figures.whole(usage.points()),
            Figures.whole(usage.refused()),
            Figures.share(usage.refused(), usage.calls()),
            usage.refused() == 0 ? "–" : Figures.length(Report.seconds(usage.longestOutage()))));
  }

  /** What each limit that failed would have had to be. */
  private String needed(Usage usage) {
    List<String> needed = new ArrayList<>();
    for (int rule = 0; rule < tally.rules().size(); rule++) {
      long amount = usage.byRule().needed(rule);
      if (usage.byRule().failed(rule) > 0 && amount > 0) {
        RuleUsage limit = tally.rules().get(rule);
        needed.add(limit.rule().name() + " " + Figures.whole(amount) + " " + limit.rule().unit());
      }
    }
    return String.join("; ", needed);
  }
}
