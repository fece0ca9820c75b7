package dev.headgate.policy.price;

import dev.headgate.core.pricing.ObjectClass;
import dev.headgate.policy.problem.Nearest;
import dev.headgate.policy.problem.Problems;
import dev.headgate.policy.text.Scalars;
import dev.headgate.policy.yaml.Section;
import dev.headgate.policy.yaml.Value;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads classes of objects and finds them by name. For one reading by one thread. */
public final class ClassReader {
  /** The most classes of one document. */
  static final int CLASSES_MAX = 100;

  /** The classes where a document states none. */
  private static final Map<String, Long> USUAL = usual();

  private final Problems problems;
  private final Scalars scalars;
  private final Map<String, ObjectClass> classes = new LinkedHashMap<>();

  /** The usual classes. */
  public ClassReader(Problems problems, Scalars scalars) {
    this.problems = problems;
    this.scalars = scalars;
    USUAL.forEach((name, weight) -> classes.put(name, new ObjectClass(name, weight)));
  }

  /** The classes of a map of names and weights, which takes the place of the usual ones. */
  public void read(@Nullable Value value) {
    Section section = value == null ? null : Section.of(value, problems);
    if (section == null) {
      return;
    }
    Map<String, Value.Field> stated = section.fields().fields();
    if (stated.isEmpty() || stated.size() > CLASSES_MAX) {
      problems.add(
          section.place(), stated.size() + " classes (expected: 1 to " + CLASSES_MAX + ")");
      return;
    }
    classes.clear();
    stated.forEach(
        (name, field) -> {
          Long weight = scalars.whole(field.value(), 0, ObjectClass.WEIGHT_MAX);
          if (scalars.name(name, field) != null) {
            classes.put(name, new ObjectClass(name, weight == null ? 0 : weight));
          }
        });
  }

  /** All classes by name, in their order. */
  public Map<String, ObjectClass> all() {
    return java.util.Collections.unmodifiableMap(classes);
  }

  /** The class that a value names. */
  public @Nullable ObjectClass named(Value value) {
    String name = scalars.name(value);
    ObjectClass found = name == null ? null : classes.get(name);
    if (name != null && found == null) {
      problems.add(
          value.place(),
          "unknown class " + Problems.quote(name),
          Nearest.hint(name, classes.keySet()));
    }
    return found;
  }

  /** Core objects, identity and access objects, anything else. */
  private static Map<String, Long> usual() {
    Map<String, Long> usual = new LinkedHashMap<>();
    usual.put("core", 1L);
    usual.put("identity", 2L);
    usual.put("other", 1L);
    return java.util.Collections.unmodifiableMap(usual);
  }
}
