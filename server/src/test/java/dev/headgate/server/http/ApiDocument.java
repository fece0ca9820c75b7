package dev.headgate.server.http;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The OpenAPI document as a judge of traffic. Safe for all threads. */
final class ApiDocument {
  static final JsonMapper JSON = new JsonMapper();

  private final JsonNode root;
  private final SchemaRegistry registry =
      SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);
  private final Map<String, Schema> schemas = new ConcurrentHashMap<>();

  ApiDocument(String document) {
    root = JSON.readTree(document);
  }

  /** What is wrong with a request's body by the document; empty where nothing is. */
  List<String> request(String method, String path, String body) {
    JsonNode schema = operation(method, path).at("/requestBody/content/application~1json/schema");
    return check(schema, body);
  }

  /** What is wrong with an answer by the document; empty where nothing is. */
  List<String> response(String method, String path, Answer answer) {
    JsonNode operation = operationOrMissing(method, path);
    JsonNode response =
        operation.isMissingNode()
            ? root.at("/components/responses/Problem" + answer.status())
            : resolved(operation.path("responses").path(Integer.toString(answer.status())));
    if (response.isMissingNode()) {
      return List.of("status " + answer.status() + " is not documented");
    }
    String type = answer.mediaType();
    JsonNode content = response.path("content").path(type);
    if (content.isMissingNode()) {
      return List.of("media type " + type + " is not documented");
    }
    return type.endsWith("json") ? check(content.path("schema"), answer.body()) : List.of();
  }

  /** All operations as {@code METHOD path}. */
  java.util.Set<String> operations() {
    TreeSet<String> operations = new TreeSet<>();
    root.path("paths")
        .properties()
        .forEach(
            path ->
                path.getValue()
                    .propertyNames()
                    .forEach(
                        method ->
                            operations.add(
                                method.toUpperCase(java.util.Locale.ROOT) + " " + path.getKey())));
    return operations;
  }

  private JsonNode operation(String method, String path) {
    JsonNode operation = operationOrMissing(method, path);
    if (operation.isMissingNode()) {
      throw new AssertionError(method + " " + path + " is not documented");
    }
    return operation;
  }

  private JsonNode operationOrMissing(String method, String path) {
    String name = method.toLowerCase(java.util.Locale.ROOT);
    JsonNode exact = root.path("paths").path(path).path(name);
    if (!exact.isMissingNode()) {
      return exact;
    }
    String pattern = path.substring(0, path.lastIndexOf('/') + 1) + "{id}";
    return root.path("paths").path(pattern).path(name);
  }

  private JsonNode resolved(JsonNode node) {
    JsonNode ref = node.path("$ref");
    return ref.isMissingNode() ? node : root.at(ref.asString().substring(1));
  }

  private List<String> check(JsonNode schema, String body) {
    Schema compiled = schemas.computeIfAbsent(schema.toString(), key -> compile(schema));
    List<String> wrong = new ArrayList<>();
    compiled
        .validate(body, InputFormat.JSON)
        .forEach(error -> wrong.add(error.getInstanceLocation() + " " + error.getMessage()));
    return wrong;
  }

  private Schema compile(JsonNode schema) {
    ObjectNode whole = ((ObjectNode) schema).deepCopy();
    whole.set("components", root.path("components"));
    return registry.getSchema(whole);
  }
}
