package dev.headgate.policy.yaml;

import dev.headgate.policy.problem.Place;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A value of a document with its place. Immutable. */
public sealed interface Value {
  /** Where it begins. */
  Place place();

  /** What a message calls this kind of value. */
  String kind();

  /**
   * A text, number or date; what it means is up to its reader.
   *
   * @param place where it begins
   * @param text without quotes
   * @param style how it was written
   */
  record Scalar(Place place, String text, Style style) implements Value {
    /** How a text is written. */
    public enum Style {
      /** As it is. */
      PLAIN,
      /** In quotes, single or double. */
      QUOTED,
      /** Below its key, after a stroke or an angle bracket. */
      BLOCK
    }

    /** Whether nothing was written. */
    public boolean empty() {
      return style == Style.PLAIN && (text.isEmpty() || text.equals("~") || text.equals("null"));
    }

    /** The place of a character of the text, by its line from 1 and its column from 0. */
    public Place inside(int line, int column) {
      return switch (style) {
        case BLOCK -> new Place(place.file(), place.line() + line, 0, place.path());
        case QUOTED -> line > 1 ? place : place.right(column + 1);
        case PLAIN -> line > 1 ? place : place.right(column);
      };
    }

    @Override
    public String kind() {
      return empty() ? "nothing" : "a text";
    }
  }

  /** A list. */
  record Items(Place place, List<Value> items) implements Value {
    public Items {
      items = List.copyOf(items);
    }

    @Override
    public String kind() {
      return "a list";
    }
  }

  /** A map in the order of the document. */
  record Fields(Place place, Map<String, Field> fields) implements Value {
    public Fields {
      fields = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(fields));
    }

    @Override
    public String kind() {
      return "a map";
    }
  }

  /**
   * A key and its value.
   *
   * @param key where the key stands
   * @param value what it is given
   */
  record Field(Place key, Value value) {}
}
