package dev.headgate.server.http;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.json.JsonFactory;

/**
 * Reads a body as a stream of JSON, strictly: what it does not expect is a {@link RequestException}
 * with the place (JSON Pointer, RFC 6901), what was found and what is expected. For one thread.
 */
final class JsonIn {
  /** The deepest nesting of a body. */
  static final int DEPTH_MAX = 8;

  /** The longest string of a body, in characters. */
  static final int STRING_MAX = 8_192;

  /** The longest name of a field, in characters. */
  static final int NAME_MAX = 256;

  private static final int NUMBER_LENGTH_MAX = 40;

  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(DEPTH_MAX)
                  .maxStringLength(STRING_MAX)
                  .maxNameLength(NAME_MAX)
                  .maxNumberLength(NUMBER_LENGTH_MAX)
                  .build())
          .build();

  private final JsonParser parser;

  private JsonIn(JsonParser parser) {
    this.parser = parser;
  }

  /** Reads one field of an object whose value is the present token. */
  @FunctionalInterface
  interface Field {
    void read(JsonIn in, int index);
  }

  /** Reads a whole document: one value and nothing after it. */
  @FunctionalInterface
  interface Document<T> {
    T read(JsonIn in);
  }

  static <T> T read(byte[] body, Document<T> document) {
    try (JsonParser parser = FACTORY.createParser(ObjectReadContext.empty(), body)) {
      JsonIn in = new JsonIn(parser);
      if (parser.nextToken() == null) {
        throw Problems.malformed("the body is empty", 1, 1).thrown();
      }
      T value = document.read(in);
      in.expectEnd();
      return value;
    } catch (StreamConstraintsException beyond) {
      throw Problems.tooLong(Problems.shown(beyond.getOriginalMessage())).thrown();
    } catch (JacksonException malformed) {
      throw malformed(malformed).thrown();
    }
  }

  /** Reads an object of known fields, each at most once; the index is the place in the list. */
  void object(List<String> known, Field field) {
    if (!isObject()) {
      throw wrong("an object");
    }
    long seen = 0;
    for (String name = parser.nextName(); name != null; name = parser.nextName()) {
      int index = known.indexOf(name);
      if (index < 0) {
        throw Problems.unknownField(path(), name, known).thrown();
      }
      long bit = 1L << index;
      if ((seen & bit) != 0) {
        throw Problems.twice(path()).thrown();
      }
      seen |= bit;
      parser.nextToken();
      field.read(this, index);
    }
  }

  /** Reads an object of free names; the reader gets each name once. */
  Map<String, String> texts(int fieldsMax, int charactersMax) {
    Map<String, String> texts = new LinkedHashMap<>();
    free(fieldsMax, name -> texts.putIfAbsent(name, text(0, charactersMax)) == null);
    return texts;
  }

  /** Reads an object of free names and whole numbers. */
  Map<String, Long> wholes(int fieldsMax, long most) {
    Map<String, Long> wholes = new LinkedHashMap<>();
    free(fieldsMax, name -> wholes.putIfAbsent(name, whole(0, most)) == null);
    return wholes;
  }

  private void free(int fieldsMax, java.util.function.Predicate<String> field) {
    if (!isObject()) {
      throw wrong("an object");
    }
    int count = 0;
    for (String name = parser.nextName(); name != null; name = parser.nextName()) {
      if (++count > fieldsMax) {
        throw Problems.wrong(path(), "one more field", "<= " + fieldsMax + " fields").thrown();
      }
      checkText(name);
      parser.nextToken();
      if (!field.test(name)) {
        throw Problems.twice(path()).thrown();
      }
    }
  }

  /** Reads an array, element by element. */
  void array(int elementsMax, Runnable element) {
    if (!isArray()) {
      throw wrong("an array");
    }
    int count = 0;
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      if (++count > elementsMax) {
        throw Problems.wrong(path(), "one more element", "<= " + elementsMax + " elements")
            .thrown();
      }
      element.run();
    }
  }

  boolean isObject() {
    return parser.currentToken() == JsonToken.START_OBJECT;
  }

  boolean isArray() {
    return parser.currentToken() == JsonToken.START_ARRAY;
  }

  String text(int least, int most) {
    if (parser.currentToken() != JsonToken.VALUE_STRING) {
      throw wrong("a string");
    }
    String text = parser.getString();
    if (text.length() < least || text.length() > most) {
      throw Problems.wrong(path(), text.length() + " characters", least + " to " + most).thrown();
    }
    checkText(text);
    return text;
  }

  long whole(long least, long most) {
    if (parser.currentToken() != JsonToken.VALUE_NUMBER_INT) {
      throw wrong("a whole number");
    }
    boolean fits = parser.getNumberType() != JsonParser.NumberType.BIG_INTEGER;
    long number = fits ? parser.getLongValue() : 0;
    if (!fits || number < least || number > most) {
      throw Problems.wrong(path(), Problems.shown(parser.getString()), least + " to " + most)
          .thrown();
    }
    return number;
  }

  boolean flag() {
    JsonToken token = parser.currentToken();
    if (token != JsonToken.VALUE_TRUE && token != JsonToken.VALUE_FALSE) {
      throw wrong("true or false");
    }
    return token == JsonToken.VALUE_TRUE;
  }

  /** The place of the present token; the whole document is the empty string, shown as {@code /}. */
  String path() {
    String path = parser.streamReadContext().pathAsPointer().toString();
    return path.isEmpty() ? "/" : Problems.shown(path);
  }

  RequestException wrong(String expected) {
    return Problems.wrong(path(), kind(parser.currentToken()), expected).thrown();
  }

  /** Text that no encoding can carry would make two keys out of one. */
  private void checkText(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (Character.isHighSurrogate(c)
          && i + 1 < text.length()
          && Character.isLowSurrogate(text.charAt(i + 1))) {
        i++;
      } else if (Character.isSurrogate(c)) {
        throw Problems.wrong(path(), "half a surrogate pair", "Unicode text").thrown();
      }
    }
  }

  private void expectEnd() {
    if (parser.nextToken() != null) {
      TokenStreamLocation place = parser.currentTokenLocation();
      throw Problems.malformed(
              "something after the end of the value", place.getLineNr(), place.getColumnNr())
          .thrown();
    }
  }

  private static ApiProblem malformed(JacksonException malformed) {
    TokenStreamLocation place = malformed.getLocation();
    String message = Problems.shown(malformed.getOriginalMessage());
    return place == null
        ? Problems.malformed(message, 1, 1)
        : Problems.malformed(message, place.getLineNr(), place.getColumnNr());
  }

  private static String kind(@org.jspecify.annotations.Nullable JsonToken token) {
    return switch (token) {
      case START_OBJECT -> "an object";
      case START_ARRAY -> "an array";
      case VALUE_STRING -> "a string";
      case VALUE_NUMBER_INT -> "a whole number";
      case VALUE_NUMBER_FLOAT -> "a number with a fraction";
      case VALUE_TRUE, VALUE_FALSE -> "a truth value";
      case VALUE_NULL -> "null";
      case null, default -> "no value";
    };
  }
}
