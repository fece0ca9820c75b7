package dev.headgate.simulator.page;

import dev.headgate.core.time.Micros;
import dev.headgate.policy.text.CountText;
import dev.headgate.simulator.answer.RuleUsage;
import dev.headgate.simulator.answer.Tally;
import dev.headgate.simulator.answer.Usage;
import dev.headgate.simulator.answer.Within;
import dev.headgate.simulator.report.Report;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/** The answer in words: how many are within each limit, and who is hurt first. For one thread. */
final class Words {
  private final Report report;
  private final Tally tally;
  private final Subject subject;

  Words(Report report) {
    this.report = report;
    tally = report.tally();
    subject = Subject.of(report);
  }

  void write(Markup markup) {
    markup.open("section", "class", "answer").element("h2", "The answer");
    markup.element("p", total(), "class", "lead");
    markup.open("ul");
    tally.rules().stream()
        .sorted(Comparator.comparingLong(rule -> -rule.failures()))
        .forEach(rule -> limit(markup, rule));
    markup.close();
    hurt(markup);
    report
        .result()
        .undecided()
        .forEach(
            one ->
                markup.element(
                    "p",
                    "Not decidable from this log: the limit “"
                        + one.rule()
                        + "”, because "
                        + one.why()
                        + "."));
    markup.close();
  }

  private String total() {
    Usage total = tally.total();
    if (total.calls() == 0) {
      return "There were no calls, so there is no answer.";
    }
    String period =
        "From %s to %s UTC, "
            .formatted(Figures.minute(tally.first()), Figures.minute(tally.last()));
    if (total.refused() == 0) {
      return period
          + "none of "
          + CountText.of(total.calls(), "call")
          + " would have been refused.";
    }
    return period
        + "%s of %s would have been refused (%s), with %s of %s."
            .formatted(
                Figures.whole(total.refused()),
                CountText.of(total.calls(), "call"),
                Figures.share(total.refused(), total.calls()),
                Figures.whole(total.refusedPoints()),
                CountText.of(total.points(), "point"));
  }

  private void limit(Markup markup, RuleUsage usage) {
    markup.open("li").text("Limit “").element("strong", usage.rule().name()).text("”: ");
    if (usage.claims() == 0) {
      markup.text("no call came under it.");
    } else if (subject.named()) {
      markup.text(members(usage));
    } else {
      markup.text(keys(usage));
    }
    if (usage.wouldRefuse() > 0) {
      markup.text(
          " It is not enforced for all of these calls: it would have refused "
              + Figures.whole(usage.wouldRefuse())
              + " more.");
    }
    markup.close();
  }

  private String members(RuleUsage usage) {
    List<Within> all =
        Within.of(tally).stream().filter(one -> one.rule().equals(usage.rule().name())).toList();
    StringBuilder text = new StringBuilder();
    for (Within one : all) {
      String within = Figures.whole(one.within());
      String share = Figures.share(one.within(), one.apps());
      text.append(
          one.group().isEmpty()
              ? "%s of %s %s always within it (%s)"
                  .formatted(
                      within,
                      CountText.of(one.apps(), subject.thing()),
                      one.apps() == 1 ? "is" : "are",
                      share)
              : "; %s: %s of %s (%s)"
                  .formatted(one.group(), within, Figures.whole(one.apps()), share));
    }
    return text.isEmpty() ? "no call that names its caller came under it." : text + ".";
  }

  private static String keys(RuleUsage usage) {
    long refused = usage.refusedKeys().size();
    String thing = Subject.counted(usage);
    if (!usage.needKnown()) {
      return refused == 0
          ? "nobody would have been refused by it."
          : CountText.of(refused, thing) + " would have been refused by it.";
    }
    long keys = usage.keys();
    return "%s of %s %s always within it (%s)."
        .formatted(
            Figures.whole(keys - refused),
            CountText.of(keys, thing),
            keys == 1 ? "is" : "are",
            Figures.share(keys - refused, keys));
  }

  private void hurt(Markup markup) {
    RuleUsage first =
        tally.rules().stream()
            .filter(rule -> rule.firstFailed() != Micros.NEVER)
            .min(Comparator.comparingLong(RuleUsage::firstFailed))
            .orElse(null);
    if (first == null) {
      return;
    }
    markup.open("p").element("strong", "Hurt first: ");
    markup.text(
        "%s, at %s UTC, by “%s”."
            .formatted(
                report.shown(first.firstFailedKey()),
                Figures.second(first.firstFailed()),
                first.rule().name()));
    markup.close();
    worst(markup);
  }

  private void worst(Markup markup) {
    if (!subject.named() || subject.members().getFirst().getValue().refused() == 0) {
      return;
    }
    Map.Entry<String, Usage> worst = subject.members().getFirst();
    Usage usage = worst.getValue();
    markup.open("p").element("strong", "Hurt most: ");
    markup.text(
        "%s, with %s of its %s refused (%s); the longest time it was out was %s, from %s UTC."
            .formatted(
                worst.getKey(),
                Figures.whole(usage.refused()),
                CountText.of(usage.calls(), "call"),
                Figures.share(usage.refused(), usage.calls()),
                Figures.length(Report.seconds(usage.longestOutage())),
                Figures.second(usage.longestOutageFrom())));
    markup.close();
  }
}
