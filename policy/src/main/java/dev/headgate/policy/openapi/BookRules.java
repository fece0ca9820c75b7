package dev.headgate.policy.openapi;

import dev.headgate.core.pricing.ObjectClass;
import dev.headgate.core.pricing.Work;
import dev.headgate.policy.problem.Place;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The rules by which a price book is derived. Immutable.
 *
 * @param classes of objects by name
 * @param otherwise the class of what no rule fits
 * @param product of all operations; empty for none
 * @param words what rules look for, by class or by purpose
 * @param bounds where the description states none
 * @param operations what is stated for single operations, by their name in the book
 */
record BookRules(
    Map<String, ObjectClass> classes,
    ObjectClass otherwise,
    String product,
    Words words,
    Bounds bounds,
    Map<String, Stated> operations) {
  BookRules {
    classes = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(classes));
    operations = Map.copyOf(operations);
  }

  /**
   * Lists of words and patterns.
   *
   * @param byClass {@code nouns}, {@code schemas} and {@code paths}: for each the words of a class
   * @param lists {@code suffixes}, {@code reads}, {@code envelopes}, {@code paging}, {@code
   *     pageParameters} and {@code idParameters}
   */
  record Words(Map<String, Map<String, List<String>>> byClass, Map<String, List<String>> lists) {
    Words {
      byClass = Map.copyOf(byClass);
      lists = Map.copyOf(lists);
    }

    Map<String, List<String>> classed(String key) {
      return byClass.getOrDefault(key, Map.of());
    }

    List<String> list(String key) {
      return lists.getOrDefault(key, List.of());
    }
  }

  /**
   * Numbers of objects.
   *
   * @param pageMost the largest page where a parameter states none
   * @param atMost the longest list where no parameter bounds it
   */
  record Bounds(long pageMost, long atMost) {}

  /**
   * What is stated for an operation.
   *
   * @param objects class of what it returns, or null
   * @param work what it does, or null
   * @param place where it is stated
   */
  record Stated(@Nullable ObjectClass objects, @Nullable Work work, Place place) {}
}
