package dev.headgate.testkit.cases;

import dev.headgate.core.identity.Caller;
import dev.headgate.policy.Policy;
import dev.headgate.policy.problem.Problems;
import dev.headgate.policy.registry.Registry;
import dev.headgate.policy.yaml.Section;
import dev.headgate.policy.yaml.Value;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads callers and cases; all problems at once. For one reading by one thread. */
final class CaseReader {
  private final Entries entries;
  private final Problems problems;
  private final Shown shown;
  private final List<DecisionCase> cases = new ArrayList<>();

  CaseReader(Problems problems, Shown shown) {
    this.problems = problems;
    this.shown = shown;
    entries = new Entries(problems);
  }

  /**
   * The cases of a document.
   *
   * @param policy that is held to them, or null where it has problems itself
   * @param registry that knows the callers, or null where the document says who they are
   */
  List<DecisionCase> read(Section root, @Nullable Policy policy, @Nullable Registry registry) {
    Map<String, Caller> callers = new CallerReader(entries, registry).read(root.take("callers"));
    StepReader steps = new StepReader(entries, policy, callers, shown);
    Value value = root.need("cases");
    entries.each(value, (name, field) -> read(name, field, steps));
    if (value != null && cases.isEmpty() && !problems.any()) {
      problems.add(value.place(), "no cases (expected: at least one)");
    }
    return cases;
  }

  private void read(String name, Value.Field field, StepReader reader) {
    if (!(field.value() instanceof Value.Items list) || list.items().isEmpty()) {
      problems.add(field.value().place(), field.value().kind() + " (expected: a list of steps)");
      return;
    }
    Clock clock = new Clock();
    Set<String> running = new HashSet<>();
    List<Step> steps = new ArrayList<>();
    for (Value item : list.items()) {
      Section section = Section.of(item, problems);
      if (section != null) {
        Step step = reader.read(section, shown, clock.after(section), running);
        section.finish();
        if (step != null) {
          steps.add(step);
        }
      }
    }
    cases.add(new DecisionCase(name, shown.of(field.key()), clock.begin, steps));
  }

  /** The instants of one case. */
  private final class Clock {
    private static final long UNSET = Long.MIN_VALUE;

    private long begin = UNSET;
    private long now;

    /** How long a step is after the one before it. */
    long after(Section section) {
      Value at = section.take("at");
      Value after = section.take("after");
      if ((at == null) == (after == null) || (at == null && begin == UNSET)) {
        problems.add(
            section.place(),
            at == null ? "no at" : "at and after",
            begin == UNSET
                ? "the first step of a case has an instant: at: 2026-04-01T12:00:00Z"
                : "a step has an instant, at, or a time after the step before it, after");
        begin = Math.max(begin, 0);
        return 0;
      }
      Long stated = at == null ? null : entries.scalars().instant(at);
      Long length = after == null ? null : entries.scalars().length(after, 0);
      long next = stated != null ? stated : now + (length == null ? 0 : length);
      if (begin == UNSET) {
        begin = next;
        now = next;
      }
      if (at != null && next < now) {
        problems.add(at.place(), "earlier than the step before it (expected: no way back)");
        return 0;
      }
      long passed = next - now;
      now = next;
      return passed;
    }
  }
}
