package dev.headgate.policy.yaml;

import dev.headgate.policy.problem.Nearest;
import dev.headgate.policy.problem.Place;
import dev.headgate.policy.problem.Problems;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A map while it is being read: whoever reads takes keys, and whatever is left at the end is a
 * mistake. For one reading by one thread.
 */
public final class Section {
  /** The rest of a number with a comma in it, inside braces. */
  private static final Pattern COMMA = Pattern.compile("\\d{3}\\b.*");

  private final Value.Fields fields;
  private final Problems problems;
  private final Set<String> known = new LinkedHashSet<>();

  /** A reading of a map. */
  public Section(Value.Fields fields, Problems problems) {
    this.fields = fields;
    this.problems = problems;
  }

  /** A reading of a value that has to be a map; null with a problem where it is not. */
  public static @Nullable Section of(Value value, Problems problems) {
    if (value instanceof Value.Fields map) {
      return new Section(map, problems);
    }
    problems.add(value.place(), value.kind() + " (expected: a map)");
    return null;
  }

  /** The value of a key, or null where it is not there. */
  public @Nullable Value take(String key) {
    known.add(key);
    Value.Field field = fields.fields().get(key);
    return field == null ? null : field.value();
  }

  /** The value of a key; a problem and null where it is not there. */
  public @Nullable Value need(String key) {
    Value value = take(key);
    if (value == null) {
      problems.add(place(), "no " + Problems.quote(key) + " (expected: it is there)");
    }
    return value;
  }

  /** Whether the key is there; does not count as reading it. */
  public boolean has(String key) {
    return fields.fields().containsKey(key);
  }

  /** Where a key stands, or the map where it does not. */
  public Place place(String key) {
    Value.Field field = fields.fields().get(key);
    return field == null ? place() : field.key();
  }

  /** Where the map begins. */
  public Place place() {
    return fields.place();
  }

  /** The map. */
  public Value.Fields fields() {
    return fields;
  }

  /** The collector of this reading. */
  public Problems problems() {
    return problems;
  }

  private String hint(String key) {
    return COMMA.matcher(key).matches()
        ? "inside braces a comma ends a value: write 65000, or \"65,000\""
        : Nearest.hint(key, known);
  }

  /** Notes every key that nobody took. */
  public void finish() {
    fields
        .fields()
        .forEach(
            (key, field) -> {
              if (!known.contains(key)) {
                problems.add(field.key(), "unknown key " + Problems.quote(key), hint(key));
              }
            });
  }
}
