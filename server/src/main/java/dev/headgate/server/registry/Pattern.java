package dev.headgate.server.registry;

import dev.headgate.core.call.RequestPath;
import dev.headgate.policy.registry.Registry;
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

  /** What a text says by a pattern. */
  sealed interface Match {
    /** Nothing: it is not of this pattern. */
    record None() implements Match {}

    /** Values by name. */
    record Values(Map<String, String> values) implements Match {}

    /** Something that could be read in more than one way. */
    record Wrong(String detail) implements Match {}
  }

  private static final Match NONE = new Match.None();

  /** The values by name; parts of a path are compared decoded. */
  Match match(String text) {
    List<String> found = split(whole ? hostName(text) : text, divider);
    if (found.size() < parts.size() || (whole && found.size() > parts.size())) {
      return NONE;
    }
    Map<String, String> values = new TreeMap<>();
    for (int i = 0; i < parts.size(); i++) {
      String part = parts.get(i);
      String value = decoded(found.get(i));
      if (value == null) {
        return new Match.Wrong("a part is badly encoded (expected: UTF-8, percent-encoded)");
      }
      if (isName(part) ? value.isEmpty() : !part.equals(value)) {
        return NONE;
      }
      if (isName(part)) {
        values.put(name(part), value);
      }
    }
    return judged(values);
  }

  private static Match judged(Map<String, String> values) {
    for (String value : values.values()) {
      if (value.length() > Registry.VALUE_MAX) {
        return new Match.Wrong(
            value.length() + " characters in a part (expected: <= " + Registry.VALUE_MAX + ")");
      }
    }
    return new Match.Values(values);
  }

  /** A host has no encoding, so that a percent sign in it is malformed. */
  private @Nullable String decoded(String part) {
    if (part.indexOf('%') < 0) {
      return part;
    }
    return whole ? null : RequestPath.decoded(part);
  }

  /** Without port, case and the dot of a name that is fully qualified. */
  private static String hostName(String host) {
    String name = lower(withoutPort(host));
    return name.endsWith(".") ? name.substring(0, name.length() - 1) : name;
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
