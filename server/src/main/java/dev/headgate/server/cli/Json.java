package dev.headgate.server.cli;

import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** Results for programs. */
final class Json {
  private static final JsonMapper MAPPER =
      JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

  private static final JsonMapper LINES = JsonMapper.builder().build();

  private Json() {}

  static String of(Object value) {
    return MAPPER.writeValueAsString(value);
  }

  /** In one line. */
  static String line(Object value) {
    return LINES.writeValueAsString(value);
  }

  /** The same document, indented. */
  static String indented(String json) {
    return MAPPER.writeValueAsString(MAPPER.readTree(json));
  }

  /** The elements of an array at the top of a document. */
  static List<JsonNode> elements(String json, String name) {
    List<JsonNode> elements = new ArrayList<>();
    MAPPER.readTree(json).path(name).forEach(elements::add);
    return elements;
  }

  /** A text at the top of a document. */
  static String text(String json, String name) {
    return MAPPER.readTree(json).path(name).asString("");
  }
}
