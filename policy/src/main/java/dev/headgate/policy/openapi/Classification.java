package dev.headgate.policy.openapi;

import dev.headgate.core.pricing.ObjectClass;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Of which class objects are.
 *
 * @param objects the class
 * @param reason why no rule fits; empty where one does
 */
record Classification(ObjectClass objects, String reason) {

  /**
   * The class by the rules: the request, the name of the schema, the last word of the path.
   *
   * @param schema name of the object's schema; empty where it has none
   */
  static Classification of(BookRules rules, Described operation, String schema) {
    ObjectClass found = byRequest(rules, operation);
    if (found == null && !schema.isEmpty()) {
      found = bySchema(rules, schema);
    }
    String noun = lastWord(operation.template());
    if (found == null) {
      found = byNoun(rules, noun);
    }
    if (found != null) {
      return new Classification(found, "");
    }
    String why =
        !operation.without().isEmpty()
            ? operation.without()
            : schema.isEmpty() ? "a schema without a name" : "schema " + schema + " fits no rule";
    return new Classification(
        rules.otherwise(), why + (noun.isEmpty() ? "" : ", nor does \"" + noun + "\""));
  }

  /** The last segment of a template that is no parameter; empty where there is none. */
  static String lastWord(String template) {
    List<String> segments = Patterns.segments(template);
    return segments.isEmpty() || segments.getLast().contains("{")
        ? beforeParameter(segments)
        : segments.getLast();
  }

  private static String beforeParameter(List<String> segments) {
    for (int i = segments.size() - 1; i >= 0; i--) {
      if (!segments.get(i).contains("{")) {
        return segments.get(i);
      }
    }
    return "";
  }

  private static @Nullable ObjectClass byRequest(BookRules rules, Described operation) {
    return rules.words().classed("paths").entrySet().stream()
        .filter(
            entry ->
                entry.getValue().stream()
                    .anyMatch(
                        pattern ->
                            Patterns.fitsRequest(
                                pattern, operation.method(), operation.template())))
        .map(entry -> rules.classes().get(entry.getKey()))
        .filter(java.util.Objects::nonNull)
        .findFirst()
        .orElse(null);
  }

  private static @Nullable ObjectClass bySchema(BookRules rules, String schema) {
    String stem = stem(rules, schema);
    for (Map.Entry<String, List<String>> entry : rules.words().classed("schemas").entrySet()) {
      boolean fits =
          entry.getValue().stream()
              .anyMatch(
                  pattern ->
                      Patterns.fitsName(pattern, schema) || Patterns.fitsName(pattern, stem));
      if (fits) {
        return rules.classes().get(entry.getKey());
      }
    }
    return byNoun(rules, stem);
  }

  /** The name of a schema without the first of the suffixes that it has. */
  private static String stem(BookRules rules, String schema) {
    for (String suffix : rules.words().list("suffixes")) {
      if (schema.length() > suffix.length() && schema.endsWith(suffix)) {
        return schema.substring(0, schema.length() - suffix.length());
      }
    }
    return schema;
  }

  private static @Nullable ObjectClass byNoun(BookRules rules, String word) {
    for (Map.Entry<String, List<String>> entry : rules.words().classed("nouns").entrySet()) {
      if (entry.getValue().stream().anyMatch(noun -> singular(noun).equals(singular(word)))) {
        return rules.classes().get(entry.getKey());
      }
    }
    return null;
  }

  private static String singular(String word) {
    String small = word.toLowerCase(Locale.ROOT);
    return small.endsWith("s") ? small.substring(0, small.length() - 1) : small;
  }
}
