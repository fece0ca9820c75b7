package dev.headgate.policy.yaml;

import dev.headgate.policy.problem.Place;
import dev.headgate.policy.problem.Problems;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.MappingStartEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/**
 * Reads one YAML 1.2 document into a {@link Value}. Built on the parser's events, so that every
 * value keeps its place and neither aliases nor tags are ever followed.
 */
final class YamlReader {
  private final String file;
  private final Problems problems;
  private final Iterator<Event> events;
  private final DocumentBounds.Count count;

  private YamlReader(String file, String text, DocumentBounds bounds, Problems problems) {
    this.file = file;
    this.problems = problems;
    count = new DocumentBounds.Count(bounds);
    LoadSettings settings =
        LoadSettings.builder().setLabel(file).setCodePointLimit(bounds.bytesMax()).build();
    events = new Parse(settings).parseString(text).iterator();
  }

  /** The document, or null where it could not be read; the reason is among the problems then. */
  static Value.@Nullable Fields read(
      String file, String text, DocumentBounds bounds, Problems problems) {
    try {
      return new YamlReader(file, text, bounds, problems).document();
    } catch (DocumentBounds.TooLarge bound) {
      bound.note(problems);
    } catch (MarkedYamlEngineException syntax) {
      Place place = place(file, syntax.getProblemMark(), "");
      problems.add(place, "not YAML: " + syntax.getProblem(), hint(syntax.getProblem()));
    } catch (YamlEngineException unreadable) {
      problems.add(Place.file(file), "not YAML: " + unreadable.getMessage());
    }
    return null;
  }

  private Value.@Nullable Fields document() {
    Event event = next();
    while (event.getEventId() == Event.ID.StreamStart
        || event.getEventId() == Event.ID.DocumentStart) {
      event = next();
    }
    if (event.getEventId() == Event.ID.StreamEnd) {
      problems.add(Place.file(file), "empty (expected: a map of the policy's keys)");
      return null;
    }
    Value root = value(event, "", 0);
    next();
    Event end = next();
    if (end.getEventId() != Event.ID.StreamEnd) {
      problems.add(place(end, ""), "a second document (expected: one document in a file)");
    }
    if (root instanceof Value.Fields fields) {
      return fields;
    }
    problems.add(root.place(), root.kind() + " (expected: a map of the policy's keys)");
    return null;
  }

  private Value value(Event event, String path, int depth) {
    Place place = place(event, path);
    count.value(place, depth);
    return switch (event) {
      case ScalarEvent scalar -> scalar(scalar, place);
      case MappingStartEvent start -> fields(start, place, depth);
      case CollectionStartEvent start -> items(start, place, depth);
      default -> alias(event, place);
    };
  }

  private Value scalar(ScalarEvent event, Place place) {
    refuseTag(event.getTag(), place);
    Value.Scalar.Style style =
        event.isPlain()
            ? Value.Scalar.Style.PLAIN
            : event.isLiteral() || event.isFolded()
                ? Value.Scalar.Style.BLOCK
                : Value.Scalar.Style.QUOTED;
    return new Value.Scalar(place, event.getValue(), style);
  }

  private Value items(CollectionStartEvent start, Place place, int depth) {
    refuseTag(start.getTag(), place);
    List<Value> items = new ArrayList<>();
    for (Event event = next(); event.getEventId() != Event.ID.SequenceEnd; event = next()) {
      items.add(value(event, place.path() + "[" + items.size() + "]", depth + 1));
    }
    return new Value.Items(place, items);
  }

  private Value fields(MappingStartEvent start, Place place, int depth) {
    refuseTag(start.getTag(), place);
    Map<String, Value.Field> fields = new LinkedHashMap<>();
    for (Event event = next(); event.getEventId() != Event.ID.MappingEnd; event = next()) {
      Value key = value(event, place.path(), depth + 1);
      String name = key instanceof Value.Scalar scalar ? scalar.text() : "";
      if (!(key instanceof Value.Scalar)) {
        problems.add(key.place(), key.kind() + " as a key (expected: a text)");
      }
      String path = place.path().isEmpty() ? name : place.path() + "." + name;
      Place keyPlace = new Place(file, key.place().line(), key.place().column(), path);
      Value value = value(next(), path, depth + 1);
      Value.Field earlier = fields.putIfAbsent(name, new Value.Field(keyPlace, value));
      if (earlier != null) {
        problems.add(keyPlace, "twice (expected: once)", "it stands first at " + earlier.key());
      }
    }
    return new Value.Fields(place, fields);
  }

  private Value alias(Event event, Place place) {
    String name = event instanceof AliasEvent alias ? alias.getAlias().getValue() : "";
    problems.add(
        place,
        "*" + name + " (expected: a value)",
        "aliases are not followed: write the value out");
    return new Value.Scalar(place, "", Value.Scalar.Style.PLAIN);
  }

  private void refuseTag(Optional<String> tag, Place place) {
    if (tag.isPresent() && !tag.get().equals("!")) {
      problems.expected(place, tag.get(), "no tag; what a value is follows from its key");
    }
  }

  private Event next() {
    return events.next();
  }

  private Place place(Event event, String path) {
    return place(file, event.getStartMark(), path);
  }

  private static Place place(String file, Optional<Mark> mark, String path) {
    return mark.map(at -> new Place(file, at.getLine() + 1, at.getColumn() + 1, path))
        .orElse(Place.file(file));
  }

  private static String hint(String problem) {
    return problem.contains("TAB") ? "indent with spaces" : "";
  }
}
