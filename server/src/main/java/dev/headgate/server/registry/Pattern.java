package dev.headgate.server.registry;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A pattern over the parts of a host or path; <code>{name}</code> stands for one whole part.
 * Immutable.
 *
 * @param parts each a literal, or a name where it begins with a brace
 * @param divider between parts
 * @param whole whether nothing may follow
 */
record Pattern(List<String> parts, char divider, boolean whole) {
  /** The longest value of a part, in characters. */
  static final int VALUE_MAX = 200;

  Pattern {
    parts = List.copyOf(parts);
  }

  /** A pattern for hosts, which are compared without case and whole. */
  static Pattern host(String pattern) {
    return new Pattern(split(lower(pattern), '.'), '.', true);
  }

  /** A pattern for the beginning of paths. */
  static Pattern path(String pattern) {
    return new Pattern(split(pattern, '/'), '/', false);
  }

  /** The names it gives values to. */
  List<String> names() {
    return parts.stream().filter(Pattern::isName).map(Pattern::name).toList();
  }

  /** The values by name, or null where the text does not match. */
  @Nullable Map<String, String> match(String text) {
    List<String> found = split(divider == '.' ? lower(withoutPort(text)) : text, divider);
    if (found.size() < parts.size() || (whole && found.size() > parts.size())) {
      return null;
    }
    Map<String, String> values = new TreeMap<>();
    for (int i = 0; i < parts.size(); i++) {
      String part = parts.get(i);
      String value = found.get(i);
      if (isName(part)) {
        if (value.isEmpty() || value.length() > VALUE_MAX || value.indexOf('%') >= 0) {
          return null;
        }
        values.put(name(part), value);
      } else if (!part.equals(value)) {
        return null;
      }
    }
    return values;
  }

  private static String withoutPort(String host) {
    int colon = host.lastIndexOf(':');
    return colon < 0 || host.endsWith("]") ? host : host.substring(0, colon);
  }

  private static boolean isName(String part) {
    return part.startsWith("{") && part.endsWith("}");
  }

  private static String name(String part) {
    return part.substring(1, part.length() - 1);
  }

  private static String lower(String text) {
    return text.toLowerCase(java.util.Locale.ROOT);
  }

  private static List<String> split(String text, char divider) {
    List<String> parts = new ArrayList<>();
    int from = 0;
    for (int i = 0; i <= text.length(); i++) {
      if (i == text.length() || text.charAt(i) == divider) {
        parts.add(text.substring(from, i));
        from = i + 1;
      }
    }
    return parts;
  }
}
