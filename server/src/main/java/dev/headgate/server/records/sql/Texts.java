package dev.headgate.server.records.sql;

import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Texts by name as one column: a JSON object. */
final class Texts {
  private static final JsonMapper MAPPER = JsonMapper.builder().build();
  private static final TypeReference<TreeMap<String, String>> TEXTS = new TypeReference<>() {};

  private Texts() {}

  static String json(Map<String, String> texts) {
    return MAPPER.writeValueAsString(new TreeMap<>(texts));
  }

  static SortedMap<String, String> of(String json) {
    return MAPPER.readValue(json, TEXTS);
  }
}
