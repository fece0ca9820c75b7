package dev.headgate.headers.reading;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The field lines of one HTTP message by name, whatever the case of its letters. Immutable. How
 * many there are and how long is bounded by whoever received the message.
 */
public final class FieldLines {

  private final Map<String, List<String>> lines = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);

  private FieldLines() {}

  /** Copies a multimap, for example that of {@code java.net.http.HttpHeaders}. */
  public static FieldLines of(Map<String, ? extends Collection<String>> fields) {
    FieldLines copy = new FieldLines();
    fields.forEach(
        (name, values) -> copy.lines.computeIfAbsent(name, n -> new ArrayList<>()).addAll(values));
    copy.lines.replaceAll((name, values) -> List.copyOf(values));
    return copy;
  }

  /** The lines of a field in their order; none if it is absent. */
  public List<String> lines(String name) {
    return lines.getOrDefault(name, List.of());
  }

  /** The names only: values may be secret. */
  @Override
  public String toString() {
    return "fields " + lines.keySet();
  }
}
