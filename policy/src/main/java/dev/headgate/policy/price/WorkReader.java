package dev.headgate.policy.price;

import dev.headgate.core.pricing.Bound;
import dev.headgate.core.pricing.CountedPath;
import dev.headgate.core.pricing.JsonPath;
import dev.headgate.core.pricing.ObjectClass;
import dev.headgate.core.pricing.Work;
import dev.headgate.policy.problem.Problems;
import dev.headgate.policy.text.Scalars;
import dev.headgate.policy.yaml.Section;
import dev.headgate.policy.yaml.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads what a call does: {@code counts} with their bounds, or {@code bulk}. */
public final class WorkReader {
  private final Problems problems;
  private final Scalars scalars;
  private final ClassReader classes;
  private final BoundReader bounds;
  private Bound usual = Bound.atMost(100);

  /** Readings with these classes. */
  public WorkReader(Problems problems, Scalars scalars, ClassReader classes) {
    this.problems = problems;
    this.scalars = scalars;
    this.classes = classes;
    bounds = new BoundReader(problems, scalars);
  }

  /** Takes the bound of lists that have none of their own; 100 objects where there is none. */
  void readUsual(@Nullable Value value) {
    Bound stated = value == null ? null : bounds.atMost(value);
    usual = stated == null ? usual : stated;
  }

  /** The work that a section states, or null where it states none. */
  public @Nullable Work work(Section section) {
    return work(new PriceKeys(null, section));
  }

  @Nullable Work work(PriceKeys keys) {
    Bound bound = bounds.bound(keys);
    Value counts = keys.take("counts");
    Value bulk = keys.take("bulk");
    if (bulk != null && counts != null) {
      problems.add(keys.place(), "counts and bulk (expected: one of both)");
      return null;
    }
    if (counts == null && bound != null) {
      problems.add(keys.place(), "a bound of nothing (expected: counts beside it)");
    }
    if (bulk != null) {
      return bulk(bulk);
    }
    return counts == null ? null : reads(counts, bound == null ? usual : bound);
  }

  private @Nullable Work bulk(Value value) {
    Section section = Section.of(value, problems);
    if (section == null) {
      return null;
    }
    Value each = section.take("each");
    JsonPath path = each == null ? JsonPath.ROOT : path(each);
    Bound bound = bounds.bound(new PriceKeys(null, section));
    if (bound == null) {
      problems.add(section.place(), "no bound (expected: one of ids, atMost)");
    }
    if (each == null && bound != null && bound.form() != Bound.Form.LIST) {
      problems.add(section.place(), "no \"each\" (expected: it is there, or ids)");
    }
    section.finish();
    return path == null || bound == null ? null : new Work.Writes(path, bound);
  }

  private @Nullable Work reads(Value counts, Bound bound) {
    if (counts instanceof Value.Scalar) {
      ObjectClass objects = classes.named(counts);
      return objects == null ? null : new Work.Reads(List.of(CountedPath.whole(objects)));
    }
    Section section = Section.of(counts, problems);
    if (section == null) {
      return null;
    }
    Map<String, Value.Field> paths = section.fields().fields();
    if (paths.size() > Work.Reads.PATHS_MAX) {
      problems.add(
          section.place(),
          paths.size() + " paths (expected: at most " + Work.Reads.PATHS_MAX + ")");
      return null;
    }
    List<CountedPath> counted = new ArrayList<>();
    paths.forEach((path, field) -> counted(path, field, bound, counted));
    return paths.isEmpty()
        ? Work.ONCE
        : counted.size() < paths.size() ? null : new Work.Reads(counted);
  }

  private void counted(String written, Value.Field field, Bound usual, List<CountedPath> counted) {
    JsonPath path = path(new Value.Scalar(field.key(), written, Value.Scalar.Style.QUOTED));
    Bound bound = usual;
    ObjectClass objects;
    if (field.value() instanceof Value.Fields own) {
      Section section = new Section(own, problems);
      Value named = section.need("class");
      objects = named == null ? null : classes.named(named);
      Bound stated = bounds.bound(new PriceKeys(null, section));
      bound = stated == null ? usual : stated;
      section.finish();
    } else {
      objects = classes.named(field.value());
    }
    if (path != null && objects != null) {
      counted.add(new CountedPath(path, objects, path.single() ? Bound.ONE : bound));
    }
  }

  private @Nullable JsonPath path(Value value) {
    String text = scalars.text(value, JsonPath.LENGTH_MAX);
    String expected = text == null ? null : JsonPath.problem(text);
    if (text != null && expected != null) {
      problems.expected(value.place(), text, expected);
    }
    return text == null || expected != null ? null : JsonPath.of(text);
  }
}
