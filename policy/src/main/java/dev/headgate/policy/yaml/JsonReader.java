package dev.headgate.policy.yaml;

import dev.headgate.policy.problem.Place;
import dev.headgate.policy.problem.Problems;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.exc.JacksonIOException;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.core.json.JsonFactory;

/** Reads one JSON document (RFC 8259) into a {@link Value}, each with its place. */
final class JsonReader {
  private final String file;
  private final Problems problems;
  private final JsonParser parser;
  private final DocumentBounds.Count count;

  private JsonReader(String file, JsonParser parser, DocumentBounds bounds, Problems problems) {
    this.file = file;
    this.parser = parser;
    this.problems = problems;
    count = new DocumentBounds.Count(bounds);
  }

  /** The document, or null where it could not be read; the reason is among the problems then. */
  static @Nullable Value read(String file, String text, DocumentBounds bounds, Problems problems) {
    JsonFactory factory =
        JsonFactory.builder()
            .streamReadConstraints(
                StreamReadConstraints.builder()
                    .maxStringLength(bounds.bytesMax())
                    .maxNestingDepth(bounds.depthMax() + 2)
                    .build())
            .build();
    try (JsonParser parser = factory.createParser(ObjectReadContext.empty(), text)) {
      return new JsonReader(file, parser, bounds, problems).document();
    } catch (DocumentBounds.TooLarge bound) {
      bound.note(problems);
    } catch (StreamReadException syntax) {
      problems.add(
          place(file, syntax.getLocation(), ""), "not JSON: " + syntax.getOriginalMessage());
    } catch (JacksonIOException unreadable) {
      problems.add(Place.file(file), "not JSON: " + unreadable.getOriginalMessage());
    }
    return null;
  }

  private @Nullable Value document() {
    parser.nextToken();
    Value root = value("", 0);
    if (parser.nextToken() != null) {
      problems.add(place(""), "more after the document (expected: its end)");
      return null;
    }
    return root;
  }

  private Value value(String path, int depth) {
    Place place = place(path);
    count.value(place, depth);
    JsonToken token = parser.currentToken();
    if (token == JsonToken.START_OBJECT) {
      return fields(place, depth);
    }
    if (token == JsonToken.START_ARRAY) {
      return items(place, depth);
    }
    boolean text = token == JsonToken.VALUE_STRING;
    return new Value.Scalar(
        place,
        String.valueOf(parser.getString()),
        text ? Value.Scalar.Style.QUOTED : Value.Scalar.Style.PLAIN);
  }

  private Value fields(Place place, int depth) {
    Map<String, Value.Field> fields = new LinkedHashMap<>();
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String name = parser.currentName();
      String path = place.path().isEmpty() ? name : place.path() + "." + name;
      Place key = place(path);
      count.value(key, depth);
      parser.nextToken();
      Value.Field earlier = fields.putIfAbsent(name, new Value.Field(key, value(path, depth + 1)));
      if (earlier != null) {
        problems.add(key, "twice (expected: once)", "it stands first at " + earlier.key());
      }
    }
    return new Value.Fields(place, fields);
  }

  private Value items(Place place, int depth) {
    List<Value> items = new ArrayList<>();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      items.add(value(place.path() + "[" + items.size() + "]", depth + 1));
    }
    return new Value.Items(place, items);
  }

  private Place place(String path) {
    return place(file, parser.currentTokenLocation(), path);
  }

  private static Place place(String file, @Nullable TokenStreamLocation at, String path) {
    return at == null || at.getLineNr() < 1
        ? Place.file(file)
        : new Place(file, at.getLineNr(), Math.max(1, at.getColumnNr()), path);
  }
}
