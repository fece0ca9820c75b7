package dev.headgate.simulator.page;

import dev.headgate.core.time.Micros;
import dev.headgate.policy.text.CountText;
import dev.headgate.simulator.answer.Course;
import dev.headgate.simulator.answer.Fullness;
import dev.headgate.simulator.answer.RuleUsage;
import dev.headgate.simulator.answer.Stretch;
import dev.headgate.simulator.answer.Tally;
import dev.headgate.simulator.answer.Usage;
import dev.headgate.simulator.page.HeatMap.Row;
import dev.headgate.simulator.report.Report;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The pictures of a report. For one thread. */
final class Pictures {
  /** The most limits that have pictures of their own. */
  static final int LIMITS_MAX = 8;

  private static final int DAYS_MAX = 35;
  private static final int WEEKS_MAX = 60;
  private static final int APPS_MAX = 12;
  private static final int HOURS = 24;
  private static final long DAY = HOURS * Course.HOUR;
  private static final long WEEK = 7 * DAY;

  /** The first Monday after the epoch, which was a Thursday. */
  private static final long MONDAY = 4 * DAY;

  private final Tally tally;
  private final Subject subject;

  Pictures(Report report) {
    tally = report.tally();
    subject = Subject.of(report);
  }

  /** Those that this report has something to show in. */
  List<Picture> all() {
    List<Picture> pictures = new ArrayList<>();
    if (tally.total().calls() == 0) {
      return pictures;
    }
    pictures.add(points());
    List<Integer> limits = limits();
    limits.forEach(rule -> pictures.add(against(rule)));
    if (tally.total().refused() > 0) {
      if (tally.course().width() == Course.HOUR) {
        pictures.add(days());
      }
      if (subject.named()) {
        pictures.add(apps());
      }
    }
    List<Fullness> all = Fullness.of(tally);
    limits.forEach(rule -> pictures.add(distribution(rule, all)));
    return pictures;
  }

  /** Those limits of which it is told how full they were, fullest first. */
  private List<Integer> limits() {
    List<Integer> limits = new ArrayList<>();
    for (int rule = 0; rule < tally.rules().size(); rule++) {
      if (tally.rules().get(rule).needKnown() && tally.rules().get(rule).claims() > 0) {
        limits.add(rule);
      }
    }
    limits.sort(java.util.Comparator.comparingLong(rule -> -tally.rules().get(rule).failures()));
    return limits.stream().limit(LIMITS_MAX).toList();
  }

  private Picture points() {
    List<Column> columns = new ArrayList<>();
    List<Stretch> stretches = tally.course().stretches();
    for (int i = 0; i < stretches.size(); i++) {
      Stretch one = stretches.get(i);
      long passed = one.points() - one.refusedPoints();
      columns.add(new Column(tally.course().start(i), passed, one.refusedPoints(), 0));
    }
    TimeBars bars =
        new TimeBars(
            "points " + perStretch(),
            new TimeBars.Parts("points allowed", "points refused", ""),
            new Column.Row(tally.course().width(), columns),
            column -> column.lower() + column.upper());
    return new Picture(
        "Points " + perStretch(),
        "What all callers together asked for, and what of it would have been refused.",
        List.of(Map.entry("lower", "allowed"), Map.entry("upper", "refused")),
        bars,
        numbers(bars, "allowed", "refused"));
  }

  private String perStretch() {
    long hours = tally.course().width() / Course.HOUR;
    return hours == 1 ? "per hour" : "per " + hours + " hours";
  }

  private Picture against(int rule) {
    RuleUsage usage = tally.rules().get(rule);
    List<Column> columns = new ArrayList<>();
    List<Stretch> stretches = tally.course().stretches();
    for (int i = 0; i < stretches.size(); i++) {
      long asked = stretches.get(i).asked(rule);
      long amount = stretches.get(i).amount(rule);
      long within = Math.min(asked, amount);
      columns.add(new Column(tally.course().start(i), within, asked - within, amount));
    }
    String unit = usage.rule().unit();
    TimeBars bars =
        new TimeBars(
            unit,
            new TimeBars.Parts("within", "beyond", "amount"),
            new Column.Row(tally.course().width(), columns),
            column ->
                column.line() == 0
                    ? 0
                    : (double) (column.lower() + column.upper()) / column.line());
    return new Picture(
        "“%s” hour by hour: the fullest %s".formatted(usage.rule().name(), Subject.counted(usage)),
        ("For each hour the one %s that asked for most of its amount, in %s, against that"
                + " amount. What is beyond the line is refused once the limit is enforced.")
            .formatted(Subject.counted(usage), window(usage, unit)),
        List.of(
            Map.entry("lower", "within the amount"),
            Map.entry("upper", "beyond it"),
            Map.entry("amountbox", "the amount")),
        bars,
        numbers(bars, "within", "beyond"));
  }

  private static String window(RuleUsage usage, String unit) {
    long micros = usage.rule().meters().shape().windowMicros();
    boolean bucket = usage.rule().meters().shape() instanceof dev.headgate.core.limit.Bucket;
    return bucket
        ? unit + " that its bucket would have had to hold"
        : unit + " in one window of " + Figures.length(Report.seconds(micros));
  }

  private static Table numbers(TimeBars bars, String lower, String upper) {
    boolean line = !bars.parts().line().isEmpty();
    Table table =
        line
            ? new Table("from, UTC", lower, upper, bars.parts().line())
            : new Table("from, UTC", lower, upper);
    for (Column one : bars.row().atMost(TimeBars.COLUMNS_MAX, bars.rank()).columns()) {
      String low = Figures.whole(one.lower());
      String high = Figures.whole(one.upper());
      if (line && one.line() > 0) {
        table.row(one.when(), low, high, Figures.whole(one.line()));
      } else if (!line) {
        table.row(one.when(), low, high);
      }
    }
    return table;
  }

  /** Refusals by day and hour, or by week and hour where there are many days. */
  private Picture days() {
    Course course = tally.course();
    long span = course.start(course.stretches().size()) - course.start(0);
    boolean weeks = span > DAYS_MAX * DAY;
    long each = weeks ? WEEK : DAY;
    long offset = weeks ? MONDAY : 0;
    Map<Long, long[]> sums = new LinkedHashMap<>();
    for (int i = 0; i < course.stretches().size(); i++) {
      long start = course.start(i);
      long row = Math.floorDiv(start - offset, each) * each + offset;
      sums.computeIfAbsent(row, any -> new long[HOURS])[(int) (start / Course.HOUR % HOURS)] +=
          course.stretches().get(i).refused();
    }
    List<Row> rows = new ArrayList<>();
    sums.forEach((day, hours) -> rows.add(Row.of(name(day, weeks), hours)));
    HeatMap map = new HeatMap("refusal", rows.stream().limit(WEEKS_MAX).toList());
    return new Picture(
        "When calls are refused",
        "Refused calls by %s and hour of the day.".formatted(weeks ? "week" : "day"),
        map.legend(),
        map,
        map.numbers(weeks ? "week of" : "day"));
  }

  private static String name(long day, boolean weeks) {
    return Figures.day(Micros.instant(day), weeks ? "'from' d MMM uuuu" : "EEE d MMM");
  }

  private Picture apps() {
    List<Row> rows = new ArrayList<>();
    for (Map.Entry<String, Usage> member : subject.members()) {
      if (member.getValue().refused() > 0 && rows.size() < APPS_MAX) {
        long[] hours = new long[HOURS];
        java.util.Arrays.setAll(hours, member.getValue()::refusedInHour);
        rows.add(Row.of(member.getKey(), hours));
      }
    }
    HeatMap map = new HeatMap("refusal", rows);
    String things = CountText.word(2, subject.thing());
    return new Picture(
        "Whose calls are refused, and when",
        "Refused calls of the %d %s with most of them, by hour of the day over all days."
            .formatted(rows.size(), rows.size() == 1 ? subject.thing() : things),
        map.legend(),
        map,
        map.numbers(subject.thing()));
  }

  private Picture distribution(int rule, List<Fullness> all) {
    RuleUsage usage = tally.rules().get(rule);
    Fullness fullness =
        all.stream()
            .filter(one -> one.rule().equals(usage.rule().name()))
            .findFirst()
            .orElseThrow();
    String thing = subject.thingOf(usage);
    BandBars bars = new BandBars(fullness, thing);
    return new Picture(
        "How many use how much of “%s”".formatted(usage.rule().name()),
        "Each %s by the largest share of the amount that it ever asked for, in %s."
            .formatted(thing, window(usage, usage.rule().unit())),
        List.of(Map.entry("lower", "within the amount"), Map.entry("upper", "beyond it")),
        bars,
        bars.numbers());
  }
}
