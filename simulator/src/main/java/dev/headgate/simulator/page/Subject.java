package dev.headgate.simulator.page;

import dev.headgate.simulator.answer.RuleUsage;
import dev.headgate.simulator.answer.Tally;
import dev.headgate.simulator.answer.Usage;
import dev.headgate.simulator.report.Report;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Whom an answer is about: apps, tenants where no call names an app, else what each limit counts by
 * itself, for example addresses.
 *
 * @param thing one of them; empty where there are neither apps nor tenants
 * @param members by the name that is shown, worst first
 */
record Subject(String thing, List<Map.Entry<String, Usage>> members) {
  static Subject of(Report report) {
    Tally tally = report.tally();
    Map<String, Usage> all = tally.members().all();
    List<Map.Entry<String, Usage>> members = new ArrayList<>(report.worst(all, true));
    members.removeIf(member -> member.getKey().equals(Tally.NOBODY));
    if (members.isEmpty()) {
      return new Subject("", List.of());
    }
    return new Subject(tally.namesApps() ? "app" : "tenant", members);
  }

  /** Whether there are apps or tenants. */
  boolean named() {
    return !thing.isEmpty();
  }

  /** What one limit counts, for one of it: {@code address}, {@code tenant and operation}. */
  static String counted(RuleUsage usage) {
    List<String> attributes = usage.rule().partition().attributes();
    return attributes.isEmpty() ? "counter" : String.join(" and ", attributes);
  }

  /** What the distribution of a limit counts. */
  String thingOf(RuleUsage usage) {
    return named() ? thing : counted(usage);
  }
}
