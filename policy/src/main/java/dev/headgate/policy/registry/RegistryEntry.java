package dev.headgate.policy.registry;

import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * One entry of a registry as it is written: texts by name, not yet understood. Immutable.
 *
 * @param table what kind of thing it is about
 * @param id names it among those of its kind
 * @param columns what is said of it, by name of the column
 * @param attributes the provider's own attributes, by name
 */
public record RegistryEntry(
    RegistryTable table,
    String id,
    SortedMap<String, String> columns,
    SortedMap<String, String> attributes) {
  public RegistryEntry {
    columns = Collections.unmodifiableSortedMap(new TreeMap<>(columns));
    attributes = Collections.unmodifiableSortedMap(new TreeMap<>(attributes));
  }

  /** An entry of maps in any order. */
  public static RegistryEntry of(
      RegistryTable table, String id, Map<String, String> columns, Map<String, String> attributes) {
    return new RegistryEntry(table, id, new TreeMap<>(columns), new TreeMap<>(attributes));
  }
}
