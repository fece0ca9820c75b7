package dev.headgate.simulator.workload;

import dev.headgate.core.time.Micros;
import dev.headgate.policy.problem.Place;
import dev.headgate.policy.problem.Problems;
import dev.headgate.policy.registry.Registry;
import dev.headgate.policy.registry.RegistryReader;
import dev.headgate.policy.text.Scalars;
import dev.headgate.policy.yaml.Documents;
import dev.headgate.policy.yaml.Section;
import dev.headgate.policy.yaml.SourceFile;
import dev.headgate.policy.yaml.Value;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads a workload; all its problems at once. For one reading by one thread. */
public final class WorkloadReader {
  /** A Monday. */
  private static final long START = Micros.of(Instant.parse("2026-03-02T00:00:00Z"));

  private static final long DAY = 86_400 * Micros.SECOND;
  private static final String LOOP = "loop";

  private final Problems problems;
  private final Scalars scalars;
  private final GroupReader groups;

  private WorkloadReader(Problems problems) {
    this.problems = problems;
    scalars = new Scalars(problems);
    groups = new GroupReader(problems);
  }

  /** The workload of a file, or null with problems. */
  public static @Nullable Workload read(Path file, Problems problems) {
    Path whole = file.toAbsolutePath().normalize();
    Path folder = whole.resolveSibling("").normalize();
    Value.Fields document =
        new Documents(folder, problems).read(String.valueOf(whole.getFileName()));
    if (document == null) {
      return null;
    }
    Workload workload =
        new WorkloadReader(problems)
            .workload(file.toString(), SourceFile.of(whole).digest(), document, folder);
    return problems.any() ? null : workload;
  }

  /** The workload of a text; its registry is looked for in a folder. */
  public static @Nullable Workload readText(
      String name, String text, Path folder, Problems problems) {
    Value.Fields document = new Documents(folder, problems).readText(name, text);
    if (document == null) {
      return null;
    }
    String version = SourceFile.digest(text.getBytes(StandardCharsets.UTF_8));
    Workload workload = new WorkloadReader(problems).workload(name, version, document, folder);
    return problems.any() ? null : workload;
  }

  /**
   * The usual day of some shapes: ten apps of each, ten tenants, a call a second of each app; one
   * app where the shape is that of a single program.
   *
   * @param words of {@link Shape#word}, with commas between
   * @throws IllegalArgumentException where one is none; the message says which there are
   */
  public static Workload named(String words, Workload.Loop loop) {
    List<Group> groups = new ArrayList<>();
    for (String word : words.split(",")) {
      Shape shape = Shape.byWord().get(word.strip());
      if (shape == null) {
        throw new IllegalArgumentException(
            "workload: \""
                + word.strip()
                + "\" (expected: a file, or some of "
                + String.join(", ", Shape.byWord().keySet())
                + ")");
      }
      groups.add(GroupReader.usual(shape));
    }
    String name = words.replace(" ", "");
    return new Workload(
        name,
        SourceFile.digest((name + " " + loop).getBytes(StandardCharsets.UTF_8)),
        new Workload.Span(START, DAY),
        loop,
        Workload.LATENCY,
        Registry.EMPTY,
        groups);
  }

  private Workload workload(String name, String version, Value.Fields document, Path folder) {
    Section root = new Section(document, problems);
    Value length = root.take("length");
    Value latency = root.take("latency");
    Value loop = root.take(LOOP);
    Long micros = length == null ? Long.valueOf(DAY) : scalars.length(length, Micros.SECOND);
    Long served = latency == null ? Long.valueOf(Workload.LATENCY) : scalars.length(latency, 1);
    Workload.Loop chosen =
        loop == null
            ? Workload.Loop.CLOSED
            : scalars.choice(
                loop, Map.of("open", Workload.Loop.OPEN, "closed", Workload.Loop.CLOSED));
    Workload workload =
        new Workload(
            name,
            version,
            new Workload.Span(start(root), micros == null ? DAY : micros),
            chosen == null ? Workload.Loop.CLOSED : chosen,
            served == null ? Workload.LATENCY : served,
            registry(root, folder),
            groups(root));
    root.finish();
    return workload;
  }

  private long start(Section root) {
    Value value = root.take("start");
    String text = value == null ? null : scalars.text(value, Scalars.TEXT_MAX);
    if (value == null || text == null) {
      return START;
    }
    try {
      return Micros.of(Instant.parse(text));
    } catch (DateTimeException | ArithmeticException | IllegalArgumentException noInstant) {
      problems.expected(value.place(), text, "an instant, for example 2026-03-02T00:00:00Z");
      return START;
    }
  }

  private Registry registry(Section root, Path folder) {
    Value value = root.take("registry");
    String name = value == null ? null : scalars.text(value, Scalars.TEXT_MAX);
    return name == null ? Registry.EMPTY : RegistryReader.read(folder.resolve(name), problems);
  }

  private List<Group> groups(Section root) {
    Value value = root.need("groups");
    List<Group> read = new ArrayList<>();
    if (value instanceof Value.Fields fields) {
      fields
          .fields()
          .forEach(
              (name, field) -> {
                Group group = groups.read(name, field);
                if (group != null) {
                  read.add(group);
                }
              });
      bound(value.place(), read);
    } else if (value != null) {
      problems.add(value.place(), value.kind() + " (expected: a map of groups by name)");
    }
    return read;
  }

  private void bound(Place place, List<Group> read) {
    int apps = read.stream().mapToInt(Group::apps).sum();
    if (read.isEmpty() || read.size() > Workload.GROUPS_MAX) {
      problems.add(place, read.size() + " groups (expected: 1 to " + Workload.GROUPS_MAX + ")");
    }
    if (apps > Workload.APPS_MAX) {
      problems.add(place, apps + " apps of all groups (expected: <= " + Workload.APPS_MAX + ")");
    }
  }
}
