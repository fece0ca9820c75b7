package dev.headgate.policy.openapi;

import dev.headgate.policy.problem.Place;
import dev.headgate.policy.problem.Problems;
import dev.headgate.policy.yaml.Value;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Follows the references of a description (RFC 6901 pointers behind {@code #}). A reference to
 * another file is refused, and so is one that leads back to itself. For one thread.
 */
final class References {
  private static final String REF = "$ref";

  private final Value.Fields root;
  private final Problems problems;
  private final Set<Place> told = new HashSet<>();

  References(Value.Fields root, Problems problems) {
    this.root = root;
    this.problems = problems;
  }

  /** What a value is, references followed; null with a problem where they lead nowhere. */
  @Nullable Value resolve(Value value) {
    Value now = value;
    Set<String> seen = new HashSet<>();
    for (Value.Scalar ref = ref(now); ref != null; ref = now == null ? null : ref(now)) {
      if (!seen.add(ref.text())) {
        tell(ref.place(), Problems.quote(ref.text()) + " leads to itself (expected: a value)", "");
        return null;
      }
      now = target(ref);
    }
    return now;
  }

  /** The member of a map by name, references followed; null where it is not there. */
  @Nullable Value get(@Nullable Value value, String name) {
    Value whole = value == null ? null : resolve(value);
    Value member = whole == null ? null : member(whole, name);
    return member == null ? null : resolve(member);
  }

  /** The text of a member, or empty. */
  String text(@Nullable Value value, String name) {
    return get(value, name) instanceof Value.Scalar scalar ? scalar.text() : "";
  }

  /** The last part of the reference that a value is; empty where it is none. */
  static String name(Value value) {
    Value.Scalar ref = ref(value);
    return ref == null ? "" : unescaped(ref.text().substring(ref.text().lastIndexOf('/') + 1));
  }

  /** The member as it stands there, or null. */
  static @Nullable Value member(Value value, String name) {
    Value.Field field = value instanceof Value.Fields map ? map.fields().get(name) : null;
    return field == null ? null : field.value();
  }

  private static Value.@Nullable Scalar ref(Value value) {
    return member(value, REF) instanceof Value.Scalar ref ? ref : null;
  }

  private @Nullable Value target(Value.Scalar ref) {
    if (!ref.text().startsWith("#/")) {
      tell(
          ref.place(),
          Problems.quote(ref.text()) + " (expected: a reference inside this document, #/...)",
          "join the files into one document first; none is read beside it");
      return null;
    }
    Value now = root;
    for (String part : ref.text().substring(2).split("/", -1)) {
      now = now == null ? null : step(now, unescaped(part));
    }
    if (now == null) {
      tell(ref.place(), Problems.quote(ref.text()) + " leads nowhere (expected: a value)", "");
    }
    return now;
  }

  private static @Nullable Value step(Value value, String part) {
    if (value instanceof Value.Items list) {
      boolean index = part.matches("\\d{1,6}") && Integer.parseInt(part) < list.items().size();
      return index ? list.items().get(Integer.parseInt(part)) : null;
    }
    return member(value, part);
  }

  private static String unescaped(String part) {
    String decoded = part;
    if (part.indexOf('%') >= 0) {
      try {
        decoded = URLDecoder.decode(part.replace("+", "%2B"), StandardCharsets.UTF_8);
      } catch (IllegalArgumentException malformed) {
        return part;
      }
    }
    return decoded.replace("~1", "/").replace("~0", "~");
  }

  private void tell(Place place, String message, String hint) {
    if (told.add(place)) {
      problems.add(place, message, hint);
    }
  }
}
