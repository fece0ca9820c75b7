package dev.headgate.testkit.cases;

import dev.headgate.policy.problem.Problems;
import dev.headgate.policy.text.Scalars;
import dev.headgate.policy.yaml.Section;
import dev.headgate.policy.yaml.Value;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Reads what stands under keys; problems are noted, and what is not there is empty. */
record Entries(Problems problems, Scalars scalars) {
  Entries(Problems problems) {
    this(problems, new Scalars(problems));
  }

  /** Reads one entry of a map. */
  interface Entry {
    void read(String name, Value.Field field);
  }

  void each(@Nullable Value value, Entry entry) {
    Section section = value == null ? null : Section.of(value, problems);
    if (section != null) {
      section.fields().fields().forEach(entry::read);
    }
  }

  /** The text of a key; empty where there is none. */
  String text(Section section, String key) {
    Value value = section.take(key);
    String text = value == null ? null : scalars.text(value, Scalars.TEXT_MAX);
    return text == null ? "" : text;
  }

  long whole(Section section, String key, long usual, long max) {
    Value value = section.take(key);
    Long number = value == null ? null : scalars.whole(value, Math.min(usual, 1), max);
    return number == null ? usual : number;
  }

  Map<String, String> texts(@Nullable Value value) {
    return entries(value, written -> scalars.text(written, Scalars.TEXT_MAX));
  }

  Map<String, Long> numbers(@Nullable Value value, long max) {
    return entries(value, written -> scalars.whole(written, 0, max));
  }

  private <T> Map<String, T> entries(@Nullable Value value, Function<Value, @Nullable T> read) {
    Map<String, T> entries = new LinkedHashMap<>();
    each(
        value,
        (name, field) -> {
          T entry = read.apply(field.value());
          if (entry != null) {
            entries.put(name, entry);
          }
        });
    return entries;
  }
}
