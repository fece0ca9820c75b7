package dev.headgate.policy.yaml;

import dev.headgate.policy.problem.Place;
import dev.headgate.policy.problem.Problems;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads a document and the ones it includes into one map. Maps of the same key are joined, lists
 * put one after the other, the included ones first; anything else may be said once only. For one
 * reading by one thread.
 */
public final class Documents {
  /** The most files of one policy. */
  public static final int FILES_MAX = 50;

  /** How deep includes may be nested. */
  public static final int DEPTH_MAX = 8;

  private static final String INCLUDE = "include";

  private final Path folder;
  private final Problems problems;
  private final List<SourceFile> sources = new ArrayList<>();
  private final Deque<Path> open = new ArrayDeque<>();

  /** A reading below a folder, which no include may leave. */
  public Documents(Path folder, Problems problems) {
    this.folder = folder.toAbsolutePath().normalize();
    this.problems = problems;
  }

  /** Every file that was read or tried, in that order. */
  public List<SourceFile> sources() {
    return List.copyOf(sources);
  }

  /** The document of a file in the folder with all it includes, or null with problems. */
  public Value.@Nullable Fields read(String name) {
    return read(name, folder.resolve(name), Place.file(name));
  }

  /** The document of a text that lies in no file; includes are read from the folder. */
  public Value.@Nullable Fields readText(String name, String text) {
    Value.Fields own = YamlReader.read(name, text, DocumentBounds.POLICY, problems);
    return own == null ? null : withIncludes(own, folder);
  }

  private Value.@Nullable Fields read(String name, Path path, Place place) {
    if (open.contains(path)) {
      problems.add(place, Problems.quote(name) + " includes itself (expected: no cycle)");
      return null;
    }
    if (open.size() > DEPTH_MAX || sources.size() >= FILES_MAX) {
      problems.add(place, "includes: more than " + DEPTH_MAX + " deep, or " + FILES_MAX + " files");
      return null;
    }
    sources.add(SourceFile.of(path));
    String text =
        SourceFile.text(
            path, DocumentBounds.POLICY, place.line() == 0 ? Place.file(name) : place, problems);
    Value.Fields own =
        text == null ? null : YamlReader.read(name, text, DocumentBounds.POLICY, problems);
    if (own == null) {
      return null;
    }
    open.push(path);
    Value.Fields whole = withIncludes(own, path.resolveSibling("."));
    open.pop();
    return whole;
  }

  private Value.Fields withIncludes(Value.Fields own, Path base) {
    Map<String, Value.Field> joined = new LinkedHashMap<>();
    for (Value.Scalar include : includes(own)) {
      Value.Fields included = included(include, base.normalize());
      if (included != null) {
        join(joined, included, 0);
      }
    }
    join(joined, own, 0);
    joined.remove(INCLUDE);
    return new Value.Fields(own.place(), joined);
  }

  private Value.@Nullable Fields included(Value.Scalar include, Path base) {
    Path path = base.resolve(include.text()).normalize();
    if (Path.of(include.text()).isAbsolute() || !path.startsWith(folder)) {
      problems.expected(
          include.place(), include.text(), "a file in the folder of the policy or below");
      return null;
    }
    return read(folder.relativize(path).toString(), path, include.place());
  }

  private List<Value.Scalar> includes(Value.Fields own) {
    Value.Field field = own.fields().get(INCLUDE);
    if (field == null) {
      return List.of();
    }
    List<Value> items =
        field.value() instanceof Value.Items list ? list.items() : List.of(field.value());
    List<Value.Scalar> names = new ArrayList<>();
    for (Value item : items) {
      if (item instanceof Value.Scalar name
          && !name.text().isEmpty()
          && name.text().indexOf('\0') < 0) {
        names.add(name);
      } else {
        problems.add(item.place(), item.kind() + " (expected: the name of a file)");
      }
    }
    return names;
  }

  private void join(Map<String, Value.Field> joined, Value.Fields more, int depth) {
    more.fields()
        .forEach(
            (key, field) -> {
              if (depth == 0 && key.equals(INCLUDE)) {
                return;
              }
              Value.Field earlier = joined.get(key);
              joined.put(key, earlier == null ? field : joined(key, earlier, field, depth));
            });
  }

  private Value.Field joined(String key, Value.Field first, Value.Field second, int depth) {
    if (depth == 0
        && first.value() instanceof Value.Fields one
        && second.value() instanceof Value.Fields two) {
      Map<String, Value.Field> both = new LinkedHashMap<>(one.fields());
      join(both, two, depth + 1);
      return new Value.Field(second.key(), new Value.Fields(two.place(), both));
    }
    if (first.value() instanceof Value.Items one && second.value() instanceof Value.Items two) {
      List<Value> both = new ArrayList<>(one.items());
      both.addAll(two.items());
      return new Value.Field(second.key(), new Value.Items(two.place(), both));
    }
    problems.add(
        second.key(),
        Problems.quote(key) + " twice (expected: once in all files)",
        "it stands first at " + first.key());
    return second;
  }
}
