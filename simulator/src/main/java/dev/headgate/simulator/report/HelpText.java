package dev.headgate.simulator.report;

import dev.headgate.policy.text.CountText;
import dev.headgate.simulator.remedy.Reviews;
import dev.headgate.simulator.remedy.Tried;
import java.util.List;
import java.util.Locale;

/** What would help, for people at a terminal: remedies that were tried, and the better tier. */
record HelpText(Report report, StringBuilder text) {
  void write() {
    reviews();
    tried();
    report
        .findings()
        .untried()
        .forEach(one -> line("not tried: %s, because %s", one.rule(), one.why()));
  }

  private void reviews() {
    Reviews reviews = report.findings().reviews();
    if (reviews == null) {
      return;
    }
    line("");
    line("tier %s     %s", reviews.review().grants(), Report.criteria(reviews.review()));
    List<Reviews.Reviewed> all = reviews.reviewed();
    if (all.isEmpty()) {
      line("           no app had such a day");
    }
    for (Reviews.Reviewed one : all.stream().limit(Report.WORST).toList()) {
      line(
          "  %-26s %3d such %s, %s: %s",
          report.names().of(one.app()),
          one.heavyDays(),
          CountText.word(one.heavyDays(), "day"),
          CountText.of(one.tenants(), "tenant"),
          one.met() ? "meets them, tier " + reviews.review().grants() : "stays");
    }
    if (all.size() > Report.WORST) {
      line("... %,d more", all.size() - Report.WORST);
    }
  }

  private void tried() {
    List<Tried> all = report.findings().tried();
    if (all.isEmpty()) {
      return;
    }
    line("");
    line("%-28s %-34s %12s %12s %10s", "would help", "", "points saved", "refused", "then");
    String app = "";
    for (Tried one : all) {
      line(
          "%-28s %-34s %,12d %,12d %,10d",
          one.app().equals(app) ? "" : report.names().of(one.app()),
          one.remedy().told(),
          one.saved(),
          one.before().refused(),
          one.after().refused());
      app = one.app();
    }
  }

  @SuppressWarnings("AnnotateFormatMethod") // that annotation is not among our libraries
  private void line(String form, Object... values) {
    text.append(String.format(Locale.ROOT, form, values).stripTrailing()).append('\n');
  }
}
