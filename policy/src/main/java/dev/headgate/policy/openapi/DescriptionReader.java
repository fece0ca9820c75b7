package dev.headgate.policy.openapi;

import dev.headgate.policy.problem.Place;
import dev.headgate.policy.problem.Problems;
import dev.headgate.policy.yaml.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads the operations of a description. For one reading by one thread. */
final class DescriptionReader {
  /** The most operations of one description: as many as a policy may have. */
  static final int OPERATIONS_MAX = 2_000;

  private static final List<String> METHODS =
      List.of("get", "put", "post", "delete", "options", "head", "patch", "trace");

  private final Value.Fields root;
  private final Problems problems;
  private final References references;
  private final List<Described> operations = new ArrayList<>();

  DescriptionReader(Value.Fields root, References references, Problems problems) {
    this.root = root;
    this.references = references;
    this.problems = problems;
  }

  /** All operations in the order of the description; none where it is no OpenAPI 3. */
  List<Described> operations() {
    if (!isOpenApi3()) {
      return List.of();
    }
    Value paths = references.get(root, "paths");
    if (!(paths instanceof Value.Fields map)) {
      Place place = paths == null ? Place.file(root.place().file()) : paths.place();
      problems.add(place, "no map of paths (expected: paths)");
      return List.of();
    }
    List<String> bases = new ServersReader(references).bases(root);
    map.fields().forEach((path, field) -> path(path, field, bases));
    if (operations.size() > OPERATIONS_MAX) {
      problems.add(
          map.place(),
          operations.size() + " operations (expected: at most " + OPERATIONS_MAX + ")");
    }
    return operations;
  }

  private boolean isOpenApi3() {
    Place file = Place.file(root.place().file());
    Value version = References.member(root, "openapi");
    if (References.member(root, "swagger") instanceof Value.Scalar two && version == null) {
      problems.add(
          two.place(),
          "OpenAPI " + two.text() + " (expected: openapi: 3.0 or 3.1)",
          "convert the document to OpenAPI 3 first");
    } else if (!(version instanceof Value.Scalar stated)) {
      problems.add(file, "no OpenAPI document (expected: openapi: 3.0 or 3.1)");
    } else if (!stated.text().matches("3\\.\\d.*")) {
      problems.expected(stated.place(), stated.text(), "openapi: 3.0 or 3.1");
    } else {
      return true;
    }
    return false;
  }

  private void path(String path, Value.Field field, List<String> bases) {
    if (path.startsWith("x-")) {
      return;
    }
    if (!path.startsWith("/")) {
      problems.expected(field.key(), path, "a path that begins with /");
      return;
    }
    Value resolved = references.resolve(field.value());
    if (!(resolved instanceof Value.Fields item)) {
      if (resolved != null) {
        problems.add(resolved.place(), resolved.kind() + " (expected: a map of operations)");
      }
      return;
    }
    for (String method : METHODS) {
      Value.Field operation = item.fields().get(method);
      if (operation != null) {
        for (String base : bases) {
          operation(method, base + path, item, operation);
        }
      }
    }
  }

  private void operation(String method, String template, Value item, Value.Field field) {
    Value operation = references.resolve(field.value());
    if (!(operation instanceof Value.Fields)) {
      problems.add(field.key(), "no map (expected: an operation)");
      return;
    }
    ResponseFound response = response(references.get(operation, "responses"));
    operations.add(
        new Described(
            references.text(operation, "operationId"),
            method.toUpperCase(Locale.ROOT),
            template,
            parameters(item, operation),
            response.schema(),
            response.without(),
            field.key()));
  }

  /** Those of the operation go before those of its path. */
  private List<Value> parameters(Value item, Value operation) {
    Map<String, Value> byName = new LinkedHashMap<>();
    for (Value holder : List.of(item, operation)) {
      if (references.get(holder, "parameters") instanceof Value.Items list) {
        for (Value each : list.items()) {
          Value parameter = references.resolve(each);
          if (parameter != null && references.text(parameter, "in").equals("query")) {
            byName.put(references.text(parameter, "name"), parameter);
          }
        }
      }
    }
    return List.copyOf(byName.values());
  }

  private record ResponseFound(@Nullable Value schema, String without) {}

  /** The schema of the first response of the 200s that has JSON, 200 itself first. */
  private ResponseFound response(@Nullable Value responses) {
    if (!(responses instanceof Value.Fields map)) {
      return new ResponseFound(null, "no responses");
    }
    List<String> good =
        map.fields().keySet().stream()
            .filter(code -> code.matches("2(\\d\\d|XX)"))
            .sorted()
            .toList();
    for (String code : good) {
      Value schema = json(references.get(references.get(map, code), "content"));
      if (schema != null) {
        return new ResponseFound(schema, "");
      }
    }
    return new ResponseFound(
        null,
        good.isEmpty() ? "no response of the 200s" : "no JSON in response " + good.getFirst());
  }

  private static @Nullable Value json(@Nullable Value content) {
    if (!(content instanceof Value.Fields types)) {
      return null;
    }
    return types.fields().entrySet().stream()
        .filter(type -> type.getKey().matches("(?i)application/([^;]*\\+)?json\\b.*|\\*/\\*"))
        .map(type -> References.member(type.getValue().value(), "schema"))
        .filter(java.util.Objects::nonNull)
        .findFirst()
        .orElse(null);
  }
}
