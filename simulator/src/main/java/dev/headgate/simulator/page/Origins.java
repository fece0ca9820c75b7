package dev.headgate.simulator.page;

import dev.headgate.policy.text.CountText;
import dev.headgate.simulator.replay.FileReading;
import dev.headgate.simulator.replay.IntakeReading;
import dev.headgate.simulator.replay.NotReplayed;
import dev.headgate.simulator.report.Report;
import dev.headgate.simulator.report.ReportHead;
import java.util.stream.Collectors;

/** How a report came about, and the command that repeats it. */
final class Origins {
  private static final int SAMPLES = 20;
  private static final int FILES = 50;

  private Origins() {}

  static void write(Markup markup, Report report) {
    markup.open("section", "class", "origins").element("h2", "How this came about");
    markup.open("dl");
    head(markup, report.head());
    if (report.findings().invented()) {
      made(markup, report);
    } else {
      read(markup, report);
    }
    markup.close();
    samples(markup, "Lines that cannot be read", report.result().reading().unreadable());
    samples(markup, "Lines that came too late", report.result().late());
    if (!report.findings().invented()) {
      files(markup, report.result().reading());
    }
    markup.element("h3", "The command that repeats it");
    markup.open("pre", "tabindex", "0").element("code", report.head().typed()).close().close();
  }

  private static void head(Markup markup, ReportHead head) {
    fact(markup, "Policy", head.policy());
    fact(markup, "Version of the policy", head.policyVersion());
    fact(markup, "Phases", head.enforced() ? "all limits as if enforced" : "as the policy says");
    fact(markup, "Mapping", (head.mapping() + " " + head.mappingVersion()).strip());
    fact(markup, "Seed", Long.toString(head.seed()));
    fact(markup, "Equal stamps", head.spread());
    fact(
        markup,
        "Names of callers",
        head.pseudonymous() ? "replaced by keyed hashes" : "as they are");
    fact(markup, "Headgate", head.headgate());
  }

  private static void made(Markup markup, Report report) {
    FileReading workload = report.result().reading().files().getFirst();
    fact(markup, "Workload", workload.name() + ", " + workload.format());
    fact(markup, "Hash of the workload", workload.sha256());
    fact(markup, "Requests made", Figures.whole(report.result().decided()));
  }

  private static void read(Markup markup, Report report) {
    IntakeReading reading = report.result().reading();
    fact(markup, "Hash of the input", reading.sha256());
    fact(markup, "Lines read", Figures.whole(reading.lines()));
    fact(markup, "Calls replayed", Figures.whole(report.result().decided()));
    fact(markup, "Lines refused", Figures.whole(reading.unreadable().count()));
    fact(
        markup,
        "Lines out of order",
        Figures.whole(reading.outOfOrder())
            + (reading.outOfOrder() == 0
                ? ""
                : ", at most "
                    + Report.seconds(reading.behindMicros())
                    + " s behind; put in order"));
    fact(markup, "Lines left out", Figures.whole(reading.leftOut()));
    fact(
        markup,
        "Calls of unknown cost",
        Figures.share(reading.unknownCosts(), report.result().decided()));
    if (report.result().sensitivity().size() > 1) {
      fact(
          markup,
          "Refused under other spreads of equal stamps",
          report.result().sensitivity().stream()
              .map(
                  one ->
                      one.spread().name().toLowerCase(java.util.Locale.ROOT)
                          + " "
                          + Figures.whole(one.refused()))
              .collect(Collectors.joining(", ")));
    }
  }

  private static void fact(Markup markup, String name, String value) {
    markup.open("div").element("dt", name).element("dd", value).close();
  }

  private static void samples(Markup markup, String title, NotReplayed lines) {
    if (lines.count() > 0) {
      markup.element("h3", title).open("ul");
      lines.samples().stream()
          .limit(SAMPLES)
          .forEach(place -> markup.element("li", place.toString()));
      markup.close();
    }
  }

  private static void files(Markup markup, IntakeReading reading) {
    Table table = new Table("file", "format", "lines", "SHA-256");
    reading.files().stream()
        .limit(FILES)
        .forEach(
            file ->
                table.row(file.name(), file.format(), Figures.whole(file.lines()), file.sha256()));
    markup.element("h3", "Files");
    table.write(markup);
    if (reading.files().size() > FILES) {
      markup.element(
          "p", "And %s.".formatted(CountText.of(reading.files().size() - FILES, "other file")));
    }
  }
}
