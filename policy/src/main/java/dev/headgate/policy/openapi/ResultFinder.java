package dev.headgate.policy.openapi;

import dev.headgate.core.pricing.JsonPath;
import dev.headgate.policy.yaml.Value;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Finds where the objects stand in a response. For one thread. */
final class ResultFinder {
  private final SchemaView schemas;
  private final References references;
  private final BookRules rules;

  ResultFinder(References references, BookRules rules) {
    this.references = references;
    this.rules = rules;
    schemas = new SchemaView(references);
  }

  /**
   * What an operation returns.
   *
   * @param path where its objects stand
   * @param schema name of their schema; empty where it has none
   */
  record Result(JsonPath path, String schema) {}

  /** What an operation returns: a list, or the response as one object. */
  Result find(Described operation) {
    Value response = operation.response();
    if (response == null) {
      return new Result(JsonPath.ROOT, "");
    }
    Value elements = schemas.elements(response);
    if (elements != null) {
      return new Result(JsonPath.of("$[*]"), References.name(elements));
    }
    Map<String, Value> properties = schemas.properties(response);
    String list = list(properties, Classification.lastWord(operation.template()));
    Value objects = list == null ? null : objects(properties.get(list), true);
    if (list == null || objects == null) {
      return new Result(JsonPath.ROOT, References.name(response));
    }
    JsonPath path = new JsonPath(List.of(new JsonPath.Step.Name(list), new JsonPath.Step.Every()));
    return new Result(path, References.name(objects));
  }

  private @Nullable String list(Map<String, Value> properties, String word) {
    for (String name : rules.words().list("envelopes")) {
      if (objects(properties.get(name), true) != null) {
        return name;
      }
    }
    List<String> lists =
        properties.keySet().stream()
            .filter(name -> objects(properties.get(name), false) != null)
            .toList();
    for (String name : lists) {
      if (name.toLowerCase(Locale.ROOT).equals(word.toLowerCase(Locale.ROOT))) {
        return name;
      }
    }
    boolean pages = properties.keySet().stream().anyMatch(rules.words().list("paging")::contains);
    return pages && lists.size() == 1 ? lists.getFirst() : null;
  }

  /** The schema of what a property lists, or null where it lists nothing. */
  private @Nullable Value objects(@Nullable Value property, boolean maps) {
    if (property == null || references.resolve(property) == null) {
      return null;
    }
    Value elements = schemas.elements(property);
    return elements != null || !maps ? elements : schemas.values(property);
  }
}
