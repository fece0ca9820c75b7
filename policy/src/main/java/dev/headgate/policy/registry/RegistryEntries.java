package dev.headgate.policy.registry;

import dev.headgate.policy.problem.Place;
import dev.headgate.policy.problem.Problems;
import dev.headgate.policy.yaml.Value;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A registry as it is written, so that it can be kept somewhere else than in files and be read
 * again by the one reader. Immutable; in the order of kinds and ids.
 *
 * @param entries all of them; each kind and id once
 */
public record RegistryEntries(List<RegistryEntry> entries) {
  private static final Comparator<RegistryEntry> ORDER =
      Comparator.comparing(RegistryEntry::table).thenComparing(RegistryEntry::id);

  /** Nothing is written. */
  public static final RegistryEntries NONE = new RegistryEntries(List.of());

  public RegistryEntries {
    entries = entries.stream().sorted(ORDER).toList();
  }

  /**
   * What stands in YAML files and folders of CSV files together; of no use where there are
   * problems. What one of them names another may hold, and an entry stands once in all of them.
   */
  public static RegistryEntries read(List<Path> files, Problems problems) {
    Map<String, Value.Field> tables = new LinkedHashMap<>();
    for (Path file : files) {
      Value.Fields root = RegistryReader.fields(file, problems);
      if (root != null) {
        root.fields().forEach((key, field) -> join(tables, key, field, problems));
      }
    }
    Value.Fields all = new Value.Fields(Place.file("registry"), tables);
    if (!problems.any()) {
      RegistryReader.read(all, problems);
    }
    return problems.any() ? NONE : of(all);
  }

  /** What the entries mean; of no use where there are problems. */
  public Registry registry(String name, Problems problems) {
    Map<RegistryTable, Map<String, Value.Field>> tables = new EnumMap<>(RegistryTable.class);
    for (RegistryEntry entry : entries) {
      Place place = new Place(name, 0, 0, entry.table().key() + "." + entry.id());
      tables
          .computeIfAbsent(entry.table(), any -> new LinkedHashMap<>())
          .put(entry.id(), new Value.Field(place, fields(place, entry)));
    }
    Place root = Place.file(name);
    Map<String, Value.Field> named = new LinkedHashMap<>();
    tables.forEach(
        (table, fields) ->
            named.put(table.key(), new Value.Field(root, new Value.Fields(root, fields))));
    return RegistryReader.read(new Value.Fields(root, named), problems);
  }

  /** The entries by id, of one kind. */
  public SortedMap<String, RegistryEntry> of(RegistryTable table) {
    SortedMap<String, RegistryEntry> found = new TreeMap<>();
    entries.stream().filter(entry -> entry.table() == table).forEach(e -> found.put(e.id(), e));
    return found;
  }

  private static void join(
      Map<String, Value.Field> tables, String key, Value.Field more, Problems problems) {
    Value.Field known = tables.get(key);
    if (known != null
        && known.value() instanceof Value.Fields one
        && more.value() instanceof Value.Fields two) {
      Map<String, Value.Field> both = new LinkedHashMap<>(one.fields());
      two.fields()
          .forEach(
              (id, field) -> {
                if (both.putIfAbsent(id, field) != null) {
                  problems.add(
                      field.key(), Problems.quote(id) + " twice (expected: once in all files)");
                }
              });
      tables.put(key, new Value.Field(more.key(), new Value.Fields(two.place(), both)));
    } else if (known == null || !(more.value() instanceof Value.Fields)) {
      tables.put(key, more);
    }
  }

  private static RegistryEntries of(Value.Fields root) {
    java.util.ArrayList<RegistryEntry> entries = new java.util.ArrayList<>();
    for (RegistryTable table : RegistryTable.values()) {
      Value.Field field = root.fields().get(table.key());
      if (field != null && field.value() instanceof Value.Fields all) {
        all.fields().forEach((id, one) -> entries.add(entry(table, id, one.value())));
      }
    }
    return new RegistryEntries(entries);
  }

  private static RegistryEntry entry(RegistryTable table, String id, Value value) {
    Map<String, String> columns = new LinkedHashMap<>();
    Map<String, String> attributes = new LinkedHashMap<>();
    texts(value)
        .forEach(
            (name, field) -> {
              if (field.value() instanceof Value.Scalar scalar) {
                columns.put(name, scalar.text());
              } else {
                texts(field.value()).forEach((own, of) -> attributes.put(own, text(of.value())));
              }
            });
    return RegistryEntry.of(table, id, columns, attributes);
  }

  private static Map<String, Value.Field> texts(@Nullable Value value) {
    return value instanceof Value.Fields fields ? fields.fields() : Map.of();
  }

  private static String text(Value value) {
    return value instanceof Value.Scalar scalar ? scalar.text() : "";
  }

  private static Value.Fields fields(Place place, RegistryEntry entry) {
    Map<String, Value.Field> fields = quoted(place, entry.columns());
    if (!entry.attributes().isEmpty()) {
      fields.put(
          CsvTable.ATTRIBUTES,
          new Value.Field(place, new Value.Fields(place, quoted(place, entry.attributes()))));
    }
    return new Value.Fields(place, fields);
  }

  private static Map<String, Value.Field> quoted(Place place, Map<String, String> texts) {
    Map<String, Value.Field> fields = new LinkedHashMap<>();
    texts.forEach(
        (name, text) -> {
          Place inside = new Place(place.file(), 0, 0, place.path() + "." + name);
          Value.Scalar scalar = new Value.Scalar(inside, text, Value.Scalar.Style.QUOTED);
          fields.put(name, new Value.Field(inside, scalar));
        });
    return fields;
  }
}
