package dev.headgate.testkit.cases;

import dev.headgate.core.call.Call;
import dev.headgate.core.call.Operation;
import dev.headgate.core.call.Routed;
import dev.headgate.core.identity.Caller;
import dev.headgate.policy.Policy;
import dev.headgate.policy.problem.Nearest;
import dev.headgate.policy.problem.Problems;
import dev.headgate.policy.text.Scalars;
import dev.headgate.policy.yaml.Section;
import dev.headgate.policy.yaml.Value;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads what a step of a case asks, and what must be answered. */
final class StepReader {
  private static final Pattern REQUEST = Pattern.compile("([A-Z]{1,20}) (/\\S*)");

  private final Entries entries;
  private final Problems problems;
  private final @Nullable Policy policy;
  private final Map<String, Caller> callers;
  private final ExpectationReader expectations;

  /**
   * A reader of steps.
   *
   * @param policy that is held to them, or null where it has problems itself
   * @param callers by name
   */
  StepReader(Entries entries, @Nullable Policy policy, Map<String, Caller> callers, Shown shown) {
    this.entries = entries;
    problems = entries.problems();
    this.policy = policy;
    this.callers = callers;
    expectations = new ExpectationReader(entries, policy, shown);
  }

  /**
   * Reads a step.
   *
   * @param running names under which calls run; those that begin or end here come and go
   */
  @Nullable Step read(Section section, Shown shown, long after, Set<String> running) {
    Value ended = section.take("ended");
    if (ended != null) {
      String name = entries.scalars().text(ended, Scalars.NAME_MAX);
      if (name != null && !running.remove(name)) {
        problems.expected(ended.place(), name, "calls that run: " + running);
      }
      return name == null ? null : new Step.End(shown.of(section.place()), after, name);
    }
    Step.Asked asked = asked(section);
    if (asked != null && !asked.runs().isEmpty()) {
      running.add(asked.runs());
    }
    var expected = expectations.read(section);
    return asked == null ? null : new Step.Calls(shown.of(section.place()), after, asked, expected);
  }

  private Step.@Nullable Asked asked(Section section) {
    Value by = section.take("by");
    String name = by == null ? null : entries.scalars().text(by, Scalars.NAME_MAX);
    Caller caller = name == null ? Caller.ANONYMOUS : callers.get(name);
    if (by != null && name != null && caller == null) {
      problems.add(
          by.place(),
          Problems.quote(name) + " (expected: one of the callers)",
          Nearest.hint(name, new TreeSet<>(callers.keySet())));
    }
    Map<String, String> attributes = entries.texts(section.take("attributes"));
    Map<String, Long> costs = entries.numbers(section.take("costs"), Call.COST_MAX);
    int times = (int) entries.whole(section, "times", 1, Step.Asked.TIMES_MAX);
    Value actual = section.take("actual");
    Map<String, Long> real = actual == null ? null : entries.numbers(actual, Call.COST_MAX);
    String runs = entries.text(section, "runs");
    Value asked = section.need("call");
    String request = asked == null ? null : entries.scalars().text(asked, Scalars.TEXT_MAX);
    if (asked == null || request == null || caller == null) {
      return null;
    }
    Call call = call(asked, request, caller, new Stated(attributes, costs));
    String title = name == null ? request : request + " by " + name;
    return call == null ? null : new Step.Asked(call, title, times, real, runs);
  }

  /** What a step states of its calls beside the request. */
  private record Stated(Map<String, String> attributes, Map<String, Long> costs) {}

  /** A request as a door would hand it on. */
  private @Nullable Call call(Value asked, String request, Caller caller, Stated stated) {
    Matcher parts = REQUEST.matcher(request);
    if (!parts.matches()) {
      problems.expected(asked.place(), request, "method and target, for example GET /issues/1");
      return null;
    }
    String method = parts.group(1);
    Operation operation = Policy.other(method);
    Map<String, String> attributes = new HashMap<>();
    if (policy != null) {
      switch (policy.routes().find(method, parts.group(2))) {
        case Routed.RouteMatch match -> {
          operation = match.operation();
          attributes.putAll(match.parameters());
        }
        case Routed.NoRoute nowhere -> {}
        case Routed.BadPath bad -> problems.expected(asked.place(), bad.found(), bad.expected());
      }
    }
    attributes.putAll(stated.attributes());
    if (Math.max(attributes.size(), stated.costs().size()) > Call.ATTRIBUTES_MAX) {
      problems.add(
          asked.place(),
          "%d attributes, %d costs (expected: at most %d)"
              .formatted(attributes.size(), stated.costs().size(), Call.ATTRIBUTES_MAX));
      return null;
    }
    String query = Call.queryOf(parts.group(2));
    return new Call(operation, caller, query, attributes, stated.costs(), null, true);
  }
}
