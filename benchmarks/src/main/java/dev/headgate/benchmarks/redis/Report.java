package dev.headgate.benchmarks.redis;

import java.util.List;
import java.util.Locale;
import tools.jackson.databind.json.JsonMapper;

/**
 * All that one run found.
 *
 * @param redis version of the server
 * @param rounds that were counted
 * @param seconds of each
 * @param load of the machine
 */
record Report(String redis, int rounds, double seconds, Load load, List<Row> rows) {
  /** Processes that wanted a core, by the mean of a minute. */
  record Load(double before, double after) {}

  /** One JSON object. */
  String json() {
    return JsonMapper.shared().writeValueAsString(this);
  }

  /** A table for people. */
  String table() {
    StringBuilder text = new StringBuilder();
    text.append(
        line(
            "Redis %s, medians of %d rounds of %.1f s in turns, load %.1f before and %.1f after",
            redis, rounds, seconds, load.before(), load.after()));
    for (Row row : rows) {
      text.append(line("%n%s: %s", row.name(), row.what()));
      text.append(
          line(
              "  %-46s %12s %10s %10s %10s %10s",
              "", "a second", "p50 us", "p99 us", "Redis us", "client us"));
      row.lines().forEach(each -> text.append(shown(each)));
      row.goals().forEach(goal -> text.append(shown(goal)));
    }
    return text.toString();
  }

  private static String shown(Row.Line each) {
    Round medians = each.medians();
    return line(
        "  %-46s %,12.0f %,10.1f %,10.1f %10.2f %10.2f",
        each.contestant(),
        medians.perSecond(),
        medians.p50Micros(),
        medians.p99Micros(),
        medians.redisMicros(),
        medians.clientMicros());
  }

  private static String shown(Row.Goal goal) {
    return line(
        "  = %-44s %12.3f   wanted: at %s %s, %s",
        goal.what(),
        goal.is(),
        goal.atMost() ? "most" : "least",
        goal.wanted(),
        goal.met() ? "met" : "missed");
  }

  private static String line(String format, Object... values) {
    return String.format(Locale.ROOT, format + "%n", values);
  }
}
