package dev.headgate.simulator.report;

import dev.headgate.core.time.Micros;
import dev.headgate.policy.text.CountText;
import dev.headgate.simulator.answer.Rollout;
import dev.headgate.simulator.answer.RuleUsage;
import dev.headgate.simulator.answer.Tally;
import dev.headgate.simulator.answer.Usage;
import dev.headgate.simulator.answer.Usages;
import dev.headgate.simulator.answer.Within;
import dev.headgate.simulator.replay.IntakeReading;
import dev.headgate.simulator.replay.Place;
import dev.headgate.simulator.replay.ReplayResult;
import dev.headgate.simulator.replay.ReplaySettings;
import dev.headgate.simulator.workload.GroupUsage;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** A report for people at a terminal. */
public final class TextReport {
  private static final int SAMPLES = 5;
  private static final int HASH_SHOWN = 12;
  private static final int HOURS_A_LINE = 8;

  private final Report report;
  private final StringBuilder text = new StringBuilder();

  private TextReport(Report report) {
    this.report = report;
  }

  /** The report in lines of at most a hundred characters where names are short. */
  public static String of(Report report) {
    TextReport written = new TextReport(report);
    written.gaps();
    written.read();
    written.answer();
    written.programs();
    written.limits();
    written.within();
    written.hours();
    written.group("app", report.tally().apps(), true);
    written.group("tenant", report.tally().tenants(), true);
    written.group("operation", report.tally().operations(), false);
    new HelpText(report, written.text).write();
    written.head();
    return written.text.toString();
  }

  private void gaps() {
    for (String gap : report.gaps()) {
      line("PARTIAL: %s", gap);
    }
  }

  private void read() {
    ReplayResult result = report.result();
    IntakeReading reading = result.reading();
    if (report.findings().invented()) {
      line(
          "made       %s; workload %s, %s",
          CountText.of(result.decided(), "request"),
          reading.files().getFirst().name(),
          reading.files().getFirst().format());
      return;
    }
    line(
        "read       %s of %s, %s replayed",
        CountText.of(reading.lines(), "line"),
        CountText.of(reading.files().size(), "file"),
        CountText.of(result.decided(), "call"));
    if (reading.leftOut() > 0) {
      line("           %s left out, as the mapping says", CountText.of(reading.leftOut(), "call"));
    }
    if (reading.unreadable().count() > 0) {
      line("           %s cannot be read:", CountText.of(reading.unreadable().count(), "line"));
      samples(reading.unreadable().samples());
    }
    if (reading.outOfOrder() > 0) {
      line(
          "           %s earlier than the line before, at most %,d s; put in order",
          CountText.of(reading.outOfOrder(), "line"), Report.seconds(reading.behindMicros()));
    }
    if (reading.badPaths() > 0) {
      line(
          "           %s with a path that the gateway answers with 400: taken as other",
          CountText.of(reading.badPaths(), "call"));
    }
    if (reading.unknownCosts() > 0) {
      line(
          "           %s of the calls have no known cost and count the base of their operation",
          share(reading.unknownCosts(), result.decided()));
    }
  }

  private void samples(List<Place> samples) {
    samples.stream().limit(SAMPLES).forEach(place -> line("             %s", place));
  }

  private void answer() {
    Tally tally = report.tally();
    Usage total = tally.total();
    if (total.calls() > 0) {
      line("from       %s to %s", instant(tally.first()), instant(tally.last()));
    }
    line(
        "refused    %,d of %s (%s), %,d of %s",
        total.refused(),
        CountText.of(total.calls(), "call"),
        share(total.refused(), total.calls()),
        total.refusedPoints(),
        CountText.of(total.points(), "point"));
    line("           %,d throttled, %,d exhausted", tally.throttled(), tally.exhausted());
    tally.denials().forEach((reason, count) -> line("           %,d refused: %s", count, reason));
    if (report.result().sensitivity().size() > 1) {
      line("equal stamps spread: %s", sensitivity());
    }
    report
        .result()
        .undecided()
        .forEach(one -> line("not decidable: %s, because %s", one.rule(), one.why()));
  }

  private String sensitivity() {
    return report.result().sensitivity().stream()
        .map(one -> "%s %,d refused".formatted(word(one), one.refused()))
        .collect(Collectors.joining(", "));
  }

  private static String word(ReplaySettings.Sensitivity one) {
    return one.spread().name().toLowerCase(Locale.ROOT);
  }

  /** What invented programs came to. */
  private void programs() {
    if (!report.findings().invented()) {
      return;
    }
    line("");
    line(
        "%-16s %-22s %10s %10s %9s %9s %11s %11s %9s",
        "group",
        "shape",
        "wanted",
        "served",
        "given up",
        "under way",
        "requests",
        "refused",
        "max wait");
    for (GroupUsage one : report.findings().programs()) {
      line(
          "%-16s %-22s %,10d %,10d %,9d %,9d %,11d %,11d %,7d s",
          one.group().name(),
          one.group().shape().word() + " " + one.group().conductWord(),
          one.wanted(),
          one.served(),
          one.givenUp(),
          one.underWay(),
          one.attempts(),
          one.refusals(),
          Report.seconds(one.longestWait()));
    }
  }

  private void limits() {
    line("");
    line("%-28s %12s %12s %12s %12s", "limit", "calls", "refused", "would refuse", "keys refused");
    for (RuleUsage usage : report.tally().rules()) {
      line(
          "%-28s %,12d %,12d %,12d %,12d",
          usage.rule().name(),
          usage.claims(),
          usage.refused(),
          usage.wouldRefuse(),
          usage.refusedKeys().size());
    }
  }

  private void within() {
    List<Within> all = Within.of(report.tally()).stream().filter(TextReport::tells).toList();
    if (all.isEmpty()) {
      return;
    }
    line("");
    line("%-28s %-20s %12s %12s %8s", "within its limit", "group", "apps", "within", "share");
    for (Within one : all) {
      line(
          "%-28s %-20s %,12d %,12d %8s",
          one.rule(), one.group(), one.apps(), one.within(), share(one.within(), one.apps()));
    }
    for (Rollout rollout : Rollout.of(report.tally())) {
      line(
          "%-28s would hurt %s",
          rollout.rule(),
          rollout.steps().stream()
              .map(
                  step ->
                      "%,d of %,d at %d%%".formatted(step.hurt(), step.apps(), step.share() / 100))
              .collect(Collectors.joining(", ")));
    }
  }

  /** Where there is one app only, the share says nothing. */
  private static boolean tells(Within one) {
    return one.apps() > 1;
  }

  /** Refusals by hour of the UTC day, where there are any. */
  private void hours() {
    Usage total = report.tally().total();
    if (total.refused() == 0) {
      return;
    }
    line("");
    line("refused by hour of the day, UTC:");
    for (int half = 0; half < Usage.HOURS; half += HOURS_A_LINE) {
      StringBuilder hours = new StringBuilder();
      for (int hour = half; hour < half + HOURS_A_LINE; hour++) {
        hours.append(String.format(Locale.ROOT, " %02d: %,d ", hour, total.refusedInHour(hour)));
      }
      line("%s", hours);
    }
  }

  private void group(String word, Usages usages, boolean callers) {
    if (usages.all().size() == 1 && usages.all().containsKey(Tally.NOBODY)) {
      return;
    }
    line("");
    line("%-28s %12s %12s %8s %12s  %s", word, "calls", "refused", "share", "longest out", "at");
    report.worst(usages.all(), callers).stream()
        .limit(Report.WORST)
        .forEach(
            one -> {
              usage(one.getKey(), one.getValue());
              needed(one.getValue());
            });
    if (usages.all().size() > Report.WORST) {
      line("... %,d more", usages.all().size() - Report.WORST);
    }
  }

  /** What each limit that failed would have had to be, for apps and tenants. */
  private void needed(Usage usage) {
    for (int i = 0; i < report.tally().rules().size(); i++) {
      long needed = usage.byRule().needed(i);
      if (usage.byRule().failed(i) > 0 && needed > 0) {
        RuleUsage rule = report.tally().rules().get(i);
        line(
            "  %-26s %,12d failed; %s would have been enough",
            rule.rule().name(),
            usage.byRule().failed(i),
            CountText.ofUnit(needed, rule.rule().unit()));
      }
    }
  }

  private void usage(String name, Usage usage) {
    line(
        "%-28s %,12d %,12d %8s %10d s  %s",
        name,
        usage.calls(),
        usage.refused(),
        share(usage.refused(), usage.calls()),
        Report.seconds(usage.longestOutage()),
        instant(usage.longestOutageFrom()));
  }

  private void head() {
    ReportHead head = report.head();
    line("");
    line("policy     %s, version %s", head.policy(), brief(head.policyVersion()));
    line("mapping    %s %s", head.mapping(), brief(head.mappingVersion()));
    line(
        "input      sha256 %s, %s",
        brief(report.result().reading().sha256()),
        report.result().reading().files().stream()
            .map(one -> one.name() + " (" + one.format() + ")")
            .limit(SAMPLES)
            .collect(Collectors.joining(", ")));
    line(
        "headgate   %s, seed %d, equal stamps %s, phases %s",
        head.headgate(),
        head.seed(),
        head.spread(),
        head.enforced() ? "enforced" : "of the policy");
    line("repeat     %s", head.typed());
  }

  private static String brief(String hash) {
    return hash.length() > HASH_SHOWN ? hash.substring(0, HASH_SHOWN) : hash;
  }

  private static String instant(long micros) {
    return micros >= Micros.NEVER ? "" : Micros.instant(micros).toString();
  }

  private static String share(long part, long whole) {
    return whole == 0 ? "-" : String.format(Locale.ROOT, "%.2f%%", 100.0 * part / whole);
  }

  @SuppressWarnings("AnnotateFormatMethod") // that annotation is not among our libraries
  private void line(String form, Object... values) {
    text.append(String.format(Locale.ROOT, form, values).stripTrailing()).append('\n');
  }
}
