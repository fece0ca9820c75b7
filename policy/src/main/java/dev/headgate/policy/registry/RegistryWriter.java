package dev.headgate.policy.registry;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Writes a registry the way {@link RegistryReader} reads it. */
public final class RegistryWriter {
  private static final Pattern WHOLE = Pattern.compile("0|[1-9][0-9]{0,17}");

  private RegistryWriter() {}

  /** As YAML; more than 1 MiB of it is better written as {@link #folder CSV}. */
  public static String yaml(RegistryEntries entries) {
    StringBuilder yaml = new StringBuilder();
    for (RegistryTable table : RegistryTable.values()) {
      SortedMap<String, RegistryEntry> all = entries.of(table);
      yaml.append(table.key()).append(all.isEmpty() ? ": {}\n" : ":\n");
      all.forEach(
          (id, entry) ->
              yaml.append("  ").append(text(id)).append(": ").append(line(entry)).append('\n'));
    }
    return yaml.toString();
  }

  /**
   * As a folder of CSV files; a file of the same name is written over.
   *
   * @throws IOException where one cannot be written
   */
  public static void folder(RegistryEntries entries, Path folder) throws IOException {
    Files.createDirectories(folder);
    for (RegistryTable table : RegistryTable.values()) {
      Files.writeString(folder.resolve(table.file()), csv(table, entries.of(table).values()));
    }
  }

  private static String line(RegistryEntry entry) {
    Map<String, String> parts = new LinkedHashMap<>();
    entry.columns().forEach((name, value) -> parts.put(name, scalar(value)));
    if (!entry.attributes().isEmpty()) {
      Map<String, String> own = new LinkedHashMap<>();
      entry.attributes().forEach((name, value) -> own.put(name, text(value)));
      parts.put(CsvTable.ATTRIBUTES, braced(own));
    }
    return braced(parts);
  }

  private static String braced(Map<String, String> parts) {
    return parts.isEmpty()
        ? "{}"
        : parts.entrySet().stream()
            .map(part -> part.getKey() + ": " + part.getValue())
            .collect(Collectors.joining(", ", "{ ", " }"));
  }

  private static String scalar(String value) {
    return WHOLE.matcher(value).matches() ? value : text(value);
  }

  /** In double quotes, so that nothing in it means anything; it has no control characters. */
  private static String text(String value) {
    return "\"" + value.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
  }

  private static String csv(RegistryTable table, Collection<RegistryEntry> entries) {
    TreeSet<String> attributes = new TreeSet<>();
    entries.forEach(entry -> attributes.addAll(entry.attributes().keySet()));
    List<String> header = new ArrayList<>(List.of(RegistryTable.ID));
    header.addAll(table.columns());
    header.addAll(attributes);
    StringBuilder csv = new StringBuilder(String.join(",", header)).append('\n');
    for (RegistryEntry entry : entries) {
      List<String> cells = new ArrayList<>(List.of(cell(entry.id())));
      table.columns().forEach(c -> cells.add(cell(entry.columns().getOrDefault(c, ""))));
      attributes.forEach(a -> cells.add(cell(entry.attributes().getOrDefault(a, ""))));
      csv.append(String.join(",", cells)).append('\n');
    }
    return csv.toString();
  }

  /** Quoted also where a line would begin like a comment. */
  private static String cell(String value) {
    boolean plain =
        value.chars().allMatch(c -> Character.isLetterOrDigit(c) || "._-@/+:".indexOf(c) >= 0);
    return plain ? value : "\"" + value.replace("\"", "\"\"") + "\"";
  }
}
