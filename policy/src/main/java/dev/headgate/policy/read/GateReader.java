package dev.headgate.policy.read;

import dev.headgate.core.snapshot.Condition;
import dev.headgate.core.snapshot.Exemption;
import dev.headgate.core.snapshot.Gate;
import dev.headgate.core.time.Micros;
import dev.headgate.policy.problem.Nearest;
import dev.headgate.policy.problem.Problems;
import dev.headgate.policy.text.Scalars;
import dev.headgate.policy.yaml.Section;
import dev.headgate.policy.yaml.Value;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads gates and exemptions. */
final class GateReader {
  private final Reading reading;
  private final ConditionReader conditions;

  GateReader(Reading reading, ConditionReader conditions) {
    this.reading = reading;
    this.conditions = conditions;
  }

  /** A gate, or null with problems. */
  @Nullable Gate gate(String name, Section section) {
    Condition applies = conditions.condition(section.take("when"), true);
    Value written = section.need("admits");
    Condition admits = conditions.condition(written, false);
    Value reason = section.need("reason");
    String forPrograms = reason == null ? null : reading.scalars().reason(reason);
    Value detail = section.need("detail");
    String forPeople = detail == null ? null : reading.scalars().text(detail, Scalars.TEXT_MAX);
    section.finish();
    return forPrograms == null || forPeople == null || written == null
        ? null
        : new Gate(name, applies, admits, forPrograms, forPeople);
  }

  /** An exemption from rules that exist, or null with problems. */
  @Nullable Exemption exemption(String name, Section section, Collection<String> rules) {
    Value when = section.need("when");
    Condition applies = conditions.fixed(when, false);
    Set<String> covered = new LinkedHashSet<>();
    for (Value item : items(section.take("from"))) {
      String rule = reading.scalars().text(item, Scalars.NAME_MAX);
      if (rule != null) {
        covered.addAll(named(item, rule, rules));
      }
    }
    Value owner = section.need("owner");
    String answers = owner == null ? null : reading.scalars().text(owner, Scalars.REASON_MAX);
    Value reason = section.need("reason");
    String why = reason == null ? null : reading.scalars().text(reason, Scalars.TEXT_MAX);
    Value until = section.need("until");
    Long end = until == null ? null : end(until);
    section.finish();
    return answers == null || why == null || end == null || when == null
        ? null
        : new Exemption(name, applies, covered, answers, why, end);
  }

  private List<Value> items(@Nullable Value value) {
    return value == null ? List.of() : reading.items(value);
  }

  /** The rules of a limit: its own name, or its windows. */
  private List<String> named(Value item, String name, Collection<String> rules) {
    List<String> found =
        rules.stream().filter(rule -> rule.equals(name) || rule.startsWith(name + "/")).toList();
    if (found.isEmpty()) {
      reading
          .problems()
          .add(
              item.place(), "no limit or quota " + Problems.quote(name), Nearest.hint(name, rules));
    }
    return found;
  }

  private @Nullable Long end(Value value) {
    boolean never = value instanceof Value.Scalar scalar && scalar.text().equals("never");
    return never ? Long.valueOf(Micros.NEVER) : reading.scalars().instant(value);
  }
}
