package dev.headgate.simulator.traffic;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/** Reads lines that are one JSON object each. For one thread. */
final class JsonLine implements LineReader {
  private static final JsonFactory JSON = new JsonFactory();

  private final Names names = new Names();

  /** The wanted names inside one object. */
  private static final class Names {
    private final Map<String, Names> inner = new HashMap<>();
    private int ordinal = Columns.UNWANTED;
  }

  JsonLine(Columns columns) {
    for (int i = 0; i < columns.size(); i++) {
      Names at = names;
      for (String name : columns.wanted().get(i).name().split("\\.", -1)) {
        at = at.inner.computeIfAbsent(name, any -> new Names());
      }
      at.ordinal = i;
    }
  }

  @Override
  public @Nullable String read(byte[] bytes, int from, int to, Row row) {
    try (JsonParser parser = JSON.createParser(ObjectReadContext.empty(), bytes, from, to - from)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        return "no JSON object";
      }
      object(parser, names, row);
      return parser.nextToken() == null ? null : "something after the JSON object";
    } catch (JacksonException malformed) {
      var at = malformed.getLocation();
      return "no well-formed JSON" + (at == null ? "" : " at byte " + at.getByteOffset());
    }
  }

  private static void object(JsonParser parser, Names names, Row row) {
    while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
      Names inside = names.inner.get(parser.currentName());
      JsonToken value = parser.nextToken();
      if (inside == null) {
        parser.skipChildren();
      } else if (value == JsonToken.START_OBJECT) {
        object(parser, inside, row);
      } else if (value == JsonToken.START_ARRAY) {
        parser.skipChildren();
      } else if (value != JsonToken.VALUE_NULL && inside.ordinal != Columns.UNWANTED) {
        row.put(inside.ordinal, parser.getString());
      }
    }
  }
}
