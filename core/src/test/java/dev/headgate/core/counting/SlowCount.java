package dev.headgate.core.counting;

import dev.headgate.core.pricing.JsonPath;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/** Counts by parsing the whole document with Jackson first and walking the tree afterwards. */
final class SlowCount {
  private static final JsonFactory JSON = new JsonFactory();

  private SlowCount() {}

  sealed interface Node {
    record Members(List<Member> members) implements Node {}

    record Elements(List<Node> elements) implements Node {}

    record Value(boolean isNull) implements Node {}
  }

  record Member(String name, Node value) {}

  static List<Long> count(byte[] document, List<JsonPath> paths) {
    try (JsonParser parser = JSON.createParser(ObjectReadContext.empty(), document)) {
      parser.nextToken();
      Node root = node(parser);
      return paths.stream()
          .map(path -> path.steps().isEmpty() ? 1L : at(root, path.steps()))
          .toList();
    }
  }

  private static Node node(JsonParser parser) {
    if (parser.currentToken() == JsonToken.START_OBJECT) {
      List<Member> members = new ArrayList<>();
      while (parser.nextToken() != JsonToken.END_OBJECT) {
        String name = parser.currentName();
        parser.nextToken();
        members.add(new Member(name, node(parser)));
      }
      return new Node.Members(members);
    }
    if (parser.currentToken() == JsonToken.START_ARRAY) {
      List<Node> elements = new ArrayList<>();
      while (parser.nextToken() != JsonToken.END_ARRAY) {
        elements.add(node(parser));
      }
      return new Node.Elements(elements);
    }
    return new Node.Value(parser.currentToken() == JsonToken.VALUE_NULL);
  }

  private static long at(Node node, List<JsonPath.Step> steps) {
    if (steps.isEmpty()) {
      return node instanceof Node.Value(boolean isNull) && isNull ? 0 : 1;
    }
    List<JsonPath.Step> rest = steps.subList(1, steps.size());
    return switch (node) {
      case Node.Value value -> 0;
      case Node.Elements(List<Node> elements) ->
          steps.getFirst() instanceof JsonPath.Step.Every
              ? elements.stream().mapToLong(element -> at(element, rest)).sum()
              : 0;
      case Node.Members(List<Member> members) ->
          members.stream()
              .filter(
                  member ->
                      !(steps.getFirst() instanceof JsonPath.Step.Name(String name))
                          || name.equals(member.name()))
              .mapToLong(member -> at(member.value(), rest))
              .sum();
    };
  }
}
