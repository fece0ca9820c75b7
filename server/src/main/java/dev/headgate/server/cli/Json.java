package dev.headgate.server.cli;

import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** Results for programs. */
final class Json {
  private static final JsonMapper MAPPER =
      JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

  private Json() {}

  static String of(Object value) {
    return MAPPER.writeValueAsString(value);
  }

  /** The same document, indented. */
  static String indented(String json) {
    return MAPPER.writeValueAsString(MAPPER.readTree(json));
  }

  /** A text at the top of a document. */
  static String text(String json, String name) {
    return MAPPER.readTree(json).path(name).asString("");
  }
}
