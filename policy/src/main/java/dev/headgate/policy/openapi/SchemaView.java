package dev.headgate.policy.openapi;

import dev.headgate.policy.yaml.Value;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What can be seen of a JSON schema without going down into it: whether it is a list or a map, and
 * its properties. The parts of {@code allOf} are joined; of {@code oneOf} and {@code anyOf} the
 * first is looked at.
 */
final class SchemaView {
  /** How deep combined schemas are followed; what lies deeper is not seen. */
  private static final int DEPTH_MAX = 8;

  private final References references;

  SchemaView(References references) {
    this.references = references;
  }

  /** The schema of the elements where it is a list, not resolved; else null. */
  @Nullable Value elements(Value schema) {
    for (Value part : parts(schema).values()) {
      Value items = References.member(part, "items");
      if (items != null || is(part, "array")) {
        return items == null ? part : items;
      }
    }
    return null;
  }

  /** The schema of the values where it is a map of any names, not resolved; else null. */
  @Nullable Value values(Value schema) {
    for (Value part : parts(schema).values()) {
      Value values = References.member(part, "additionalProperties");
      if (values instanceof Value.Fields && References.member(part, "properties") == null) {
        return values;
      }
    }
    return null;
  }

  /** Its properties, not resolved. */
  Map<String, Value> properties(Value schema) {
    Map<String, Value> properties = new LinkedHashMap<>();
    for (Value part : parts(schema).values()) {
      if (References.member(part, "properties") instanceof Value.Fields map) {
        map.fields().forEach((name, field) -> properties.putIfAbsent(name, field.value()));
      }
    }
    return properties;
  }

  /** Whether the schema itself has that type, one of several perhaps. */
  boolean is(Value schema, String type) {
    Value stated = references.get(schema, "type");
    return stated instanceof Value.Items several
        ? several.items().stream()
            .anyMatch(one -> one instanceof Value.Scalar text && text.text().equals(type))
        : stated instanceof Value.Scalar text && text.text().equals(type);
  }

  /** The schema and those it is combined of, each once, by place. */
  private Map<Object, Value> parts(Value schema) {
    Map<Object, Value> parts = new LinkedHashMap<>();
    collect(schema, 0, parts);
    return parts;
  }

  private void collect(Value schema, int depth, Map<Object, Value> parts) {
    Value resolved = references.resolve(schema);
    if (resolved == null || depth > DEPTH_MAX || parts.put(resolved.place(), resolved) != null) {
      return;
    }
    if (References.member(resolved, "allOf") instanceof Value.Items all) {
      all.items().forEach(part -> collect(part, depth + 1, parts));
    }
    for (String choice : List.of("oneOf", "anyOf")) {
      if (References.member(resolved, choice) instanceof Value.Items some
          && !some.items().isEmpty()) {
        collect(some.items().getFirst(), depth + 1, parts);
      }
    }
  }
}
