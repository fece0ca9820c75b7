package dev.headgate.simulator.report;

import dev.headgate.simulator.answer.Course;
import dev.headgate.simulator.answer.Fullness;
import dev.headgate.simulator.answer.Rollout;
import dev.headgate.simulator.answer.RuleUsage;
import dev.headgate.simulator.answer.Stretch;
import dev.headgate.simulator.answer.Tally;
import dev.headgate.simulator.answer.Usage;
import dev.headgate.simulator.answer.Usages;
import dev.headgate.simulator.answer.Within;
import dev.headgate.simulator.remedy.Reviews;
import dev.headgate.simulator.remedy.Tried;
import dev.headgate.simulator.replay.FileReading;
import dev.headgate.simulator.replay.IntakeReading;
import dev.headgate.simulator.replay.NotReplayed;
import dev.headgate.simulator.replay.ReplayResult;
import dev.headgate.simulator.replay.ReplaySettings;
import dev.headgate.simulator.workload.GroupUsage;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** A report as maps, lists, texts and numbers: what the JSON says, in its order. */
final class ReportTree {
  private final Report report;
  private final List<String> rules;

  private ReportTree(Report report) {
    this.report = report;
    rules = report.tally().rules().stream().map(one -> one.rule().name()).toList();
  }

  static Map<String, Object> of(Report report) {
    return new ReportTree(report).tree();
  }

  private Map<String, Object> tree() {
    Map<String, Object> tree = new LinkedHashMap<>();
    ReportHead head = report.head();
    tree.put("headgate", head.headgate());
    tree.put("partial", !report.gaps().isEmpty());
    tree.put("gaps", report.gaps());
    tree.put("policy", map("file", head.policy(), "version", head.policyVersion()));
    tree.put("mapping", map("name", head.mapping(), "version", head.mappingVersion()));
    tree.put("seed", head.seed());
    tree.put("spread", head.spread());
    tree.put("phases", head.enforced() ? "enforced" : "policy");
    tree.put("pseudonymous", head.pseudonymous());
    tree.put("command", head.typed());
    tree.put("input", input());
    tree.put("read", read());
    tree.put(
        "undecided",
        report.result().undecided().stream()
            .map(one -> map("rule", one.rule(), "why", one.why()))
            .toList());
    tree.put("answer", answer());
    return tree;
  }

  private Map<String, Object> input() {
    IntakeReading reading = report.result().reading();
    List<Object> files = new ArrayList<>();
    for (FileReading file : reading.files()) {
      Map<String, Object> one = new LinkedHashMap<>();
      one.put("name", file.name());
      one.put("format", file.format());
      one.put("sha256", file.sha256());
      one.put("lines", file.lines());
      one.put("outOfOrder", file.outOfOrder());
      one.put("behindSeconds", Report.seconds(file.behindMicros()));
      one.put("whole", file.whole());
      files.add(one);
    }
    return map("sha256", reading.sha256(), "files", files);
  }

  private Map<String, Object> read() {
    ReplayResult result = report.result();
    IntakeReading reading = result.reading();
    Map<String, Object> read = new LinkedHashMap<>();
    read.put("lines", reading.lines());
    read.put("calls", result.decided());
    read.put("unreadable", places(reading.unreadable()));
    read.put("leftOut", reading.leftOut());
    read.put("outOfOrder", reading.outOfOrder());
    read.put("behindSeconds", Report.seconds(reading.behindMicros()));
    read.put("late", places(result.late()));
    read.put("broken", places(reading.broken()));
    read.put("badPaths", reading.badPaths());
    read.put("unknownCosts", reading.unknownCosts());
    return read;
  }

  private static Map<String, Object> places(NotReplayed lines) {
    return map(
        "count",
        lines.count(),
        "first",
        lines.samples().stream()
            .map(one -> map("file", one.file(), "line", one.line(), "why", one.why()))
            .toList());
  }

  private Map<String, Object> answer() {
    Tally tally = report.tally();
    Map<String, Object> answer = usage(tally.total());
    answer.put("first", Report.instant(tally.first()));
    answer.put("last", tally.total().calls() == 0 ? "" : Report.instant(tally.last()));
    answer.put("throttled", tally.throttled());
    answer.put("exhausted", tally.exhausted());
    answer.put("denials", tally.denials());
    answer.put("sensitivity", sensitivity());
    answer.put("limits", tally.rules().stream().map(this::rule).toList());
    answer.put("within", within());
    answer.put("rollout", rollout());
    if (report.findings().invented()) {
      answer.put("programs", report.findings().programs().stream().map(this::program).toList());
    }
    Reviews reviews = report.findings().reviews();
    if (reviews != null) {
      answer.put("review", review(reviews));
    }
    answer.put("remedies", report.findings().tried().stream().map(this::tried).toList());
    answer.put(
        "remediesUntried",
        report.findings().untried().stream()
            .map(one -> map("remedy", one.rule(), "why", one.why()))
            .toList());
    answer.put("fullness", fullness());
    answer.put("course", course());
    answer.put("apps", usages(tally.apps(), true));
    answer.put("tenants", usages(tally.tenants(), true));
    answer.put("operations", usages(tally.operations(), false));
    return answer;
  }

  private Map<String, Object> sensitivity() {
    Map<String, Object> spreads = new LinkedHashMap<>();
    for (ReplaySettings.Sensitivity one : report.result().sensitivity()) {
      spreads.put(one.spread().name().toLowerCase(Locale.ROOT), one.refused());
    }
    return spreads;
  }

  private List<Object> within() {
    return Within.of(report.tally()).stream()
        .map(
            one ->
                (Object)
                    map(
                        "limit",
                        one.rule(),
                        "group",
                        one.group(),
                        "apps",
                        one.apps(),
                        "within",
                        one.within()))
        .toList();
  }

  private List<Object> rollout() {
    List<Object> rollouts = new ArrayList<>();
    for (Rollout one : Rollout.of(report.tally())) {
      List<Object> steps = new ArrayList<>();
      for (Rollout.Step step : one.steps()) {
        steps.add(
            map("sharePercent", step.share() / 100, "apps", step.apps(), "hurt", step.hurt()));
      }
      rollouts.add(map("limit", one.rule(), "steps", steps));
    }
    return rollouts;
  }

  private Object program(GroupUsage one) {
    Map<String, Object> program = map("group", one.group().name());
    program.put("shape", one.group().shape().word());
    program.put("client", one.group().conductWord());
    program.put("apps", one.group().apps());
    program.put("wanted", one.wanted());
    program.put("served", one.served());
    program.put("givenUp", one.givenUp());
    program.put("underWay", one.underWay());
    program.put("requests", one.attempts());
    program.put("refused", one.refusals());
    program.put("longestWaitSeconds", Report.seconds(one.longestWait()));
    return program;
  }

  private Map<String, Object> review(Reviews reviews) {
    List<Object> apps = new ArrayList<>();
    for (Reviews.Reviewed one : reviews.reviewed()) {
      Map<String, Object> app = map("name", report.names().of(one.app()));
      app.put("heavyDays", one.heavyDays());
      app.put("tenants", one.tenants());
      app.put("met", one.met());
      apps.add(app);
    }
    return map(
        "quota", reviews.review().quota(), "grants", reviews.review().grants(), "apps", apps);
  }

  private Object tried(Tried one) {
    Map<String, Object> tried = map("app", report.names().of(one.app()));
    tried.put("remedy", one.remedy().word());
    tried.put("pointsSaved", one.saved());
    tried.put("before", state(one.before()));
    tried.put("after", state(one.after()));
    return tried;
  }

  private static Map<String, Object> state(Tried.State state) {
    return map("calls", state.calls(), "points", state.points(), "refused", state.refused());
  }

  private List<Object> fullness() {
    List<Object> all = new ArrayList<>();
    for (Fullness one : Fullness.of(report.tally())) {
      List<Object> bands = new ArrayList<>();
      for (Fullness.Band band : one.bands()) {
        bands.add(map("abovePercent", band.above() / 100, "apps", band.apps()));
      }
      all.add(map("limit", one.rule(), "bands", bands));
    }
    return all;
  }

  private Map<String, Object> course() {
    Course course = report.tally().course();
    List<Object> stretches = new ArrayList<>();
    for (int i = 0; i < course.stretches().size(); i++) {
      Stretch one = course.stretches().get(i);
      if (one.calls() > 0) {
        stretches.add(stretch(Report.instant(course.start(i)), one));
      }
    }
    return map("seconds", Report.seconds(course.width()), "stretches", stretches);
  }

  private Map<String, Object> stretch(String from, Stretch stretch) {
    List<Object> fullest = new ArrayList<>();
    for (int rule = 0; rule < rules.size(); rule++) {
      if (stretch.amount(rule) > 0) {
        fullest.add(
            map(
                "limit",
                rules.get(rule),
                "asked",
                stretch.asked(rule),
                "amount",
                stretch.amount(rule)));
      }
    }
    Map<String, Object> one = map("from", from);
    one.put("calls", stretch.calls());
    one.put("points", stretch.points());
    one.put("refused", stretch.refused());
    one.put("refusedPoints", stretch.refusedPoints());
    one.put("fullest", fullest);
    return one;
  }

  private Map<String, Object> rule(RuleUsage usage) {
    Map<String, Object> rule = new LinkedHashMap<>();
    rule.put("name", usage.rule().name());
    rule.put("unit", usage.rule().unit());
    rule.put("claims", usage.claims());
    rule.put("demand", usage.demand());
    rule.put("refused", usage.refused());
    rule.put("wouldRefuse", usage.wouldRefuse());
    rule.put("refusedKeys", usage.refusedKeys().size());
    rule.put("firstFailed", Report.instant(usage.firstFailed()));
    rule.put("worst", worst(usage));
    return rule;
  }

  private List<Object> worst(RuleUsage usage) {
    return report.worstKeys(usage).stream()
        .map(entry -> (Object) map("key", entry.getKey(), "refused", entry.getValue()))
        .toList();
  }

  private List<Object> usages(Usages usages, boolean callers) {
    return report.worst(usages.all(), callers).stream()
        .map(entry -> (Object) named(entry.getKey(), entry.getValue()))
        .toList();
  }

  private Map<String, Object> named(String name, Usage usage) {
    Map<String, Object> one = new LinkedHashMap<>();
    one.put("name", name);
    one.putAll(usage(usage));
    List<Object> limits = new ArrayList<>();
    for (int i = 0; i < rules.size(); i++) {
      if (usage.byRule().failed(i) > 0) {
        limits.add(
            map(
                "name",
                rules.get(i),
                "claims",
                usage.byRule().claims(i),
                "failed",
                usage.byRule().failed(i),
                "needed",
                usage.byRule().needed(i)));
      }
    }
    one.put("limits", limits);
    return one;
  }

  private static Map<String, Object> usage(Usage usage) {
    Map<String, Object> one = new LinkedHashMap<>();
    one.put("calls", usage.calls());
    one.put("points", usage.points());
    one.put("refused", usage.refused());
    one.put("refusedPoints", usage.refusedPoints());
    one.put("firstRefused", Report.instant(usage.firstRefused()));
    one.put("longestOutageSeconds", Report.seconds(usage.longestOutage()));
    one.put("longestOutageFrom", Report.instant(usage.longestOutageFrom()));
    List<Long> hours = new ArrayList<>();
    for (int hour = 0; hour < Usage.HOURS; hour++) {
      hours.add(usage.refusedInHour(hour));
    }
    one.put("refusedByHour", usage.refused() == 0 ? List.of() : hours);
    return one;
  }

  private static Map<String, Object> map(Object... pairs) {
    Map<String, Object> map = new LinkedHashMap<>();
    for (int i = 0; i < pairs.length; i += 2) {
      map.put(String.valueOf(pairs[i]), pairs[i + 1]);
    }
    return map;
  }
}
