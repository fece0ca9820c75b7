package dev.headgate.testkit.cases;

import dev.headgate.core.snapshot.Rule;
import dev.headgate.policy.Policy;
import dev.headgate.policy.problem.Nearest;
import dev.headgate.policy.problem.Place;
import dev.headgate.policy.problem.Problems;
import dev.headgate.policy.text.Scalars;
import dev.headgate.policy.text.TimeLength;
import dev.headgate.policy.yaml.Section;
import dev.headgate.policy.yaml.Value;
import dev.headgate.testkit.cases.Expectation.Subject;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads what must be answered to the calls of a step. What is not written is not looked at. */
final class ExpectationReader {
  private static final int STATUS_MAX = 599;

  private final Entries entries;
  private final Problems problems;
  private final @Nullable Set<String> rules;
  private final Shown shown;

  /**
   * A reader of expectations.
   *
   * @param policy whose rules they may name, or null where it has problems itself
   */
  ExpectationReader(Entries entries, @Nullable Policy policy, Shown shown) {
    this.entries = entries;
    problems = entries.problems();
    rules =
        policy == null
            ? null
            : policy.snapshot().rules().stream()
                .map(Rule::name)
                .collect(Collectors.toCollection(TreeSet::new));
    this.shown = shown;
  }

  List<Expectation> read(Section section) {
    List<Expectation> found = new ArrayList<>();
    answer(section, found);
    one(section, Subject.BINDING, found, value -> known(text(value), value.place()));
    one(section, Subject.REASON, found, this::text);
    one(section, Subject.RETRY, found, this::length);
    each(section, Subject.QUOTED, found, this::whole);
    each(section, Subject.FIELDS, found, this::text);
    one(section, Subject.STATUS, found, this::status);
    one(section, Subject.BODY, found, this::text);
    one(section, Subject.WOULD, found, this::names);
    each(section, Subject.REMAINING, found, this::whole);
    each(section, Subject.AMOUNT, found, this::whole);
    return found;
  }

  private void answer(Section section, List<Expectation> found) {
    Value value = section.need(Subject.EXPECT.key());
    Map<String, String> words = new LinkedHashMap<>();
    List.of("allowed", "throttled", "exhausted", "refused").forEach(word -> words.put(word, word));
    String word = value == null ? null : entries.scalars().choice(value, words);
    if (value != null && word != null) {
      found.add(new Expectation(shown.of(value.place()), Subject.EXPECT, "", word));
    }
  }

  /** From what is written to the one way of writing it; null with a problem. */
  private interface Reading {
    @Nullable String of(Value value);
  }

  private void one(Section section, Subject subject, List<Expectation> found, Reading reading) {
    Value value = section.take(subject.key());
    String text = value == null ? null : reading.of(value);
    if (value != null && text != null) {
      found.add(new Expectation(shown.of(value.place()), subject, "", text));
    }
  }

  private void each(Section section, Subject subject, List<Expectation> found, Reading reading) {
    entries.each(
        section.take(subject.key()),
        (name, field) -> {
          String of = subject.afterwards() ? known(name, field.key()) : name;
          String text = reading.of(field.value());
          if (of != null && text != null) {
            found.add(new Expectation(shown.of(field.key()), subject, of, text));
          }
        });
  }

  private @Nullable String text(Value value) {
    return entries.scalars().text(value, Scalars.TEXT_MAX);
  }

  private @Nullable String whole(Value value) {
    Long number = entries.scalars().whole(value, 0, Long.MAX_VALUE);
    return number == null ? null : String.valueOf(number);
  }

  private @Nullable String status(Value value) {
    Long number = entries.scalars().whole(value, 100, STATUS_MAX);
    return number == null ? null : String.valueOf(number);
  }

  private @Nullable String length(Value value) {
    if (value instanceof Value.Scalar word && word.text().equals(Expectation.NEVER)) {
      return Expectation.NEVER;
    }
    Long micros = entries.scalars().length(value, 0);
    return micros == null ? null : TimeLength.write(micros);
  }

  private @Nullable String names(Value value) {
    List<Value> items = value instanceof Value.Items list ? list.items() : List.of(value);
    TreeSet<String> names = new TreeSet<>();
    for (Value item : items) {
      String name = known(text(item), item.place());
      if (name != null) {
        names.add(name);
      }
    }
    return names.isEmpty() ? Expectation.NONE : String.join(", ", names);
  }

  /** The name of a rule that the policy has, or {@code none}; null with a problem. */
  private @Nullable String known(@Nullable String name, Place place) {
    boolean good =
        name == null || rules == null || name.equals(Expectation.NONE) || rules.contains(name);
    if (!good && name != null && rules != null) {
      problems.add(
          place,
          Problems.quote(name) + " (expected: a limit or quota of the policy)",
          Nearest.hint(name, rules));
      return null;
    }
    return name;
  }
}
