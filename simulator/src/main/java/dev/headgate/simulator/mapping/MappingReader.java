package dev.headgate.simulator.mapping;

import dev.headgate.core.time.Micros;
import dev.headgate.policy.problem.Problems;
import dev.headgate.policy.registry.Registry;
import dev.headgate.policy.registry.RegistryReader;
import dev.headgate.policy.text.Scalars;
import dev.headgate.policy.yaml.Documents;
import dev.headgate.policy.yaml.Section;
import dev.headgate.policy.yaml.SourceFile;
import dev.headgate.policy.yaml.Value;
import dev.headgate.simulator.traffic.Columns;
import dev.headgate.simulator.traffic.Format;
import dev.headgate.simulator.traffic.LinePattern;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Reads a mapping; all its problems at once. For one reading by one thread. */
public final class MappingReader {
  /** How far a line may stand behind a later one unless the mapping says otherwise. */
  static final long WINDOW = 60 * Micros.SECOND;

  private static final long WINDOW_MAX = 86_400 * Micros.SECOND;
  private static final int ATTRIBUTES_MAX = 12;
  private static final long COST_MAX = 1_000_000_000L;
  private static final int ZONE_MAX = 64;

  private final Problems problems;
  private final Scalars scalars;
  private final SourceReader sources;
  private final Columns.Builder columns = new Columns.Builder();

  private MappingReader(Problems problems) {
    this.problems = problems;
    scalars = new Scalars(problems);
    sources = new SourceReader(problems, columns);
  }

  /** The mapping of a file, or null with problems. */
  public static @Nullable Mapping read(Path file, Problems problems) {
    Path whole = file.toAbsolutePath().normalize();
    Path folder = whole.resolveSibling("").normalize();
    Value.Fields document =
        new Documents(folder, problems).read(String.valueOf(whole.getFileName()));
    if (document == null) {
      return null;
    }
    Mapping mapping =
        new MappingReader(problems)
            .mapping(file.toString(), SourceFile.of(whole).digest(), document, folder);
    return problems.any() ? null : mapping;
  }

  /** The mapping of a text; its registry is looked for in a folder. */
  public static @Nullable Mapping readText(
      String name, String text, Path folder, Problems problems) {
    Value.Fields document = new Documents(folder, problems).readText(name, text);
    if (document == null) {
      return null;
    }
    byte[] bytes = text.getBytes(java.nio.charset.StandardCharsets.UTF_8);
    Mapping mapping =
        new MappingReader(problems).mapping(name, SourceFile.digest(bytes), document, folder);
    return problems.any() ? null : mapping;
  }

  private Mapping mapping(String name, String version, Value.Fields document, Path folder) {
    Section root = new Section(document, problems);
    Format format = format(root);
    Value call = root.need("call");
    Section callParts = call == null ? null : Section.of(call, problems);
    Mapping mapping =
        new Mapping(
            name,
            version,
            format,
            new Columns(List.of()),
            stamping(root, callParts),
            callParts == null ? NO_PARTS : parts(callParts),
            caller(root),
            registry(root, folder),
            costs(root),
            keeping(root),
            groups(root));
    root.finish();
    return new Mapping(
        name,
        version,
        format,
        columns.build(),
        mapping.stamping(),
        mapping.call(),
        mapping.caller(),
        mapping.registry(),
        mapping.costs(),
        mapping.keeping(),
        mapping.groups());
  }

  private static final CallParts NO_PARTS = new CallParts(null, null, null, null, Map.of());

  private @Nullable Format format(Section root) {
    Value named = root.take("format");
    Value pattern = root.take("pattern");
    if (named != null && pattern != null) {
      problems.add(pattern.place(), "format and pattern (expected: one of them)");
      return null;
    }
    if (pattern != null) {
      String text = scalars.text(pattern, Scalars.TEXT_MAX);
      String problem = text == null ? null : LinePattern.problem(text);
      if (problem != null) {
        problems.add(pattern.place(), problem);
        return null;
      }
      return text == null ? null : new Format.Text("pattern", LinePattern.of(text));
    }
    Map<String, Format> choices = new TreeMap<>();
    Format.NAMED.forEach(format -> choices.put(format.name(), format));
    return named == null ? null : scalars.choice(named, choices);
  }

  private Stamping stamping(Section root, @Nullable Section call) {
    Value value = root.need("time");
    Value.Fields fields =
        value instanceof Value.Fields map ? map : new Value.Fields(root.place(), Map.of());
    Section time = new Section(fields, problems);
    ValueSource source = sources.source(value, time);
    Value means = time.take("means");
    Value spread = time.take("spread");
    Value window = time.take("window");
    Boolean end = means == null ? null : scalars.choice(means, Map.of("start", false, "end", true));
    Spread chosen =
        spread == null
            ? null
            : scalars.choice(
                spread,
                Map.of("even", Spread.EVEN, "seeded", Spread.SEEDED, "stacked", Spread.STACKED));
    Long micros = window == null ? null : scalars.length(window, 0);
    if (micros != null && micros > WINDOW_MAX) {
      problems.add(time.place("window"), "more than a day (expected: 0s to 1d)");
    }
    Duration duration = duration(call);
    if (Boolean.TRUE.equals(end) && duration.source() == null) {
      problems.add(
          time.place("means"), "end without a duration (expected: call.duration is there)");
    }
    Stamping stamping =
        new Stamping(
            source == null ? new ValueSource.Constant("") : source,
            zone(time),
            Boolean.TRUE.equals(end),
            chosen == null ? Spread.EVEN : chosen,
            micros == null ? WINDOW : micros,
            duration.source(),
            duration.unit());
    time.finish();
    return stamping;
  }

  /** A column and how many microseconds one of its numbers is. */
  private record Duration(@Nullable ValueSource source, long unit) {}

  private Duration duration(@Nullable Section call) {
    Value value = call == null ? null : call.take("duration");
    Section section = value == null ? null : Section.of(value, problems);
    if (section == null) {
      return new Duration(null, 1);
    }
    ValueSource source = sources.source(value, section);
    Value unit = section.need("unit");
    Long micros =
        unit == null
            ? null
            : scalars.choice(unit, Map.of("s", Micros.SECOND, "ms", 1_000L, "us", 1L));
    section.finish();
    return new Duration(source, micros == null ? 1 : micros);
  }

  private ZoneId zone(Section time) {
    Value value = time.take("zone");
    String zone = value == null ? null : scalars.text(value, ZONE_MAX);
    if (value == null || zone == null) {
      return ZoneOffset.UTC;
    }
    try {
      return ZoneId.of(zone);
    } catch (DateTimeException unknown) {
      problems.expected(value.place(), zone, "a time zone, for example Europe/Berlin or UTC");
      return ZoneOffset.UTC;
    }
  }

  private CallParts parts(Section call) {
    ValueSource operation = sources.optional(call, "operation");
    ValueSource method = sources.optional(call, "method");
    ValueSource path = sources.optional(call, "path");
    if (operation == null && path == null) {
      problems.add(call.place(), "no \"path\" (expected: method and path, or operation)");
    }
    ValueSource status = sources.optional(call, "status");
    call.take("duration");
    CallParts parts =
        new CallParts(operation, method, path, status, named(call.take("attributes")));
    call.finish();
    return parts;
  }

  private Map<String, ValueSource> caller(Section root) {
    return named(root.take("caller"));
  }

  private Map<String, ValueSource> named(@Nullable Value value) {
    Section section = value == null ? null : Section.of(value, problems);
    if (section == null) {
      return Map.of();
    }
    Map<String, ValueSource> named = new LinkedHashMap<>();
    section
        .fields()
        .fields()
        .forEach(
            (name, field) -> {
              Value.Scalar key = new Value.Scalar(field.key(), name, Value.Scalar.Style.QUOTED);
              ValueSource source = sources.optional(section, name);
              if (scalars.attribute(key) != null && source != null) {
                named.put(name, source);
              }
            });
    if (named.size() > ATTRIBUTES_MAX) {
      problems.add(section.place(), named.size() + " (expected: at most " + ATTRIBUTES_MAX + ")");
    }
    return named;
  }

  private Registry registry(Section root, Path folder) {
    Value value = root.take("registry");
    String name = value == null ? null : scalars.text(value, Scalars.TEXT_MAX);
    return name == null ? Registry.EMPTY : RegistryReader.read(folder.resolve(name), problems);
  }

  private Map<String, CostSource> costs(Section root) {
    Value value = root.take("cost");
    Section section = value == null ? null : Section.of(value, problems);
    if (section == null) {
      return Map.of();
    }
    Map<String, CostSource> costs = new LinkedHashMap<>();
    section
        .fields()
        .fields()
        .forEach(
            (unit, field) -> {
              section.take(unit);
              CostSource cost = scalars.unit(unit, field) == null ? null : cost(field.value());
              if (cost != null) {
                costs.put(unit, cost);
              }
            });
    return costs;
  }

  /** Null for the price book, which needs no source, and where there is a problem. */
  private @Nullable CostSource cost(Value value) {
    if (value instanceof Value.Scalar scalar && scalar.text().equals("book")) {
      return null;
    }
    if (value instanceof Value.Fields fields) {
      Section section = new Section(fields, problems);
      ValueSource source = sources.source(value, section);
      Value per = section.take("per");
      Long count = per == null ? Long.valueOf(1) : scalars.whole(per, 1, COST_MAX);
      section.finish();
      return source == null || count == null ? null : new CostSource.Stated(source, count);
    }
    Long fixed = scalars.whole(value, 0, COST_MAX);
    return fixed == null ? null : new CostSource.Fixed(fixed);
  }

  private List<String> groups(Section root) {
    Value value = root.take("groups");
    List<String> groups = new ArrayList<>();
    if (value instanceof Value.Items items && items.items().size() <= ATTRIBUTES_MAX) {
      for (Value item : items.items()) {
        String name = scalars.attribute(item);
        groups.add(name == null ? "" : name);
      }
    } else if (value != null) {
      problems.add(
          value.place(),
          value.kind() + " (expected: a list of at most " + ATTRIBUTES_MAX + " attributes)");
    }
    return groups;
  }

  private Keeping keeping(Section root) {
    Value logged = root.take("logged429");
    Value repeats = root.take("repeats");
    Boolean kept =
        logged == null ? null : scalars.choice(logged, Map.of("keep", true, "drop", false));
    long within = 0;
    if (repeats instanceof Value.Fields fields) {
      Section section = new Section(fields, problems);
      Value length = section.need("dropWithin");
      Long micros = length == null ? null : scalars.length(length, 1);
      within = micros == null ? 0 : micros;
      section.finish();
    } else if (repeats != null) {
      scalars.choice(repeats, Map.of("keep", true));
    }
    return new Keeping(!Boolean.FALSE.equals(kept), within);
  }
}
