package dev.headgate.simulator.page;

import dev.headgate.core.quota.Review;
import dev.headgate.policy.text.CountText;
import dev.headgate.simulator.remedy.Reviews;
import dev.headgate.simulator.remedy.Tried;
import dev.headgate.simulator.report.Report;
import java.util.List;

/** What would help: the remedies that were tried, and the apps that a better tier is meant for. */
final class Help {
  private Help() {}

  static void write(Markup markup, Report report) {
    boolean remedies = !report.findings().tried().isEmpty();
    Reviews reviews = report.findings().reviews();
    if (!remedies && reviews == null) {
      return;
    }
    markup.open("section").element("h2", "What would help");
    if (remedies) {
      remedies(markup, report);
    }
    if (reviews != null) {
      reviews(markup, report, reviews);
    }
    markup.close();
  }

  private static void remedies(Markup markup, Report report) {
    markup.element("h3", "Remedies, tried by replay");
    markup.element(
        "p",
        "The calls of the apps that were refused most, decided once more as if all of these apps"
            + " had taken the remedy, and nobody else had changed. For each app the remedy that"
            + " saves most points stands first.");
    Table table = new Table("app", "remedy", "points saved", "refused before", "refused after");
    String app = "";
    for (Tried one : report.findings().tried()) {
      table.row(
          one.app().equals(app) ? "" : report.names().of(one.app()),
          one.remedy().told(),
          Figures.whole(one.saved()),
          Figures.whole(one.before().refused()),
          Figures.whole(one.after().refused()));
      app = one.app();
    }
    table.write(markup);
    report
        .findings()
        .untried()
        .forEach(
            one ->
                markup.element("p", "Not tried: " + one.rule() + ", because " + one.why() + "."));
  }

  private static void reviews(Markup markup, Report report, Reviews reviews) {
    Review review = reviews.review();
    markup.element("h3", "Who is meant for tier “" + review.grants() + "”");
    markup.element("p", "The tier " + Report.criteria(review) + ".");
    List<Reviews.Reviewed> all = reviews.reviewed();
    if (all.isEmpty()) {
      markup.element("p", "No app had such a day.");
      return;
    }
    Table table = new Table("app", "such days", "tenants in them", "recommended");
    for (Reviews.Reviewed one : all.stream().limit(Groups.SHOWN_MAX).toList()) {
      table.row(
          report.names().of(one.app()),
          Integer.toString(one.heavyDays()),
          Figures.whole(one.tenants()),
          one.met() ? "tier " + review.grants() : "stays");
    }
    table.write(markup);
    if (all.size() > Groups.SHOWN_MAX) {
      markup.element(
          "p", "And %s.".formatted(CountText.of(all.size() - Groups.SHOWN_MAX, "other app")));
    }
  }
}
