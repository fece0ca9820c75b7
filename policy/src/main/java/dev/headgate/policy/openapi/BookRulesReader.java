package dev.headgate.policy.openapi;

import dev.headgate.core.pricing.Bound;
import dev.headgate.core.pricing.ObjectClass;
import dev.headgate.policy.price.ClassReader;
import dev.headgate.policy.price.WorkReader;
import dev.headgate.policy.problem.Problems;
import dev.headgate.policy.text.Scalars;
import dev.headgate.policy.yaml.Section;
import dev.headgate.policy.yaml.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads rules: what they state takes the place of the usual rules, key by key. */
final class BookRulesReader {
  private static final int WORDS_MAX = 1_000;
  private static final int WORD_MAX = 200;
  private static final List<String> BY_CLASS = List.of("nouns", "schemas", "paths");
  private static final List<String> LISTS =
      List.of("suffixes", "reads", "envelopes", "paging", "pageParameters", "idParameters");
  private static final List<String> REQUESTS = List.of("paths", "reads");

  private final Problems problems;
  private final Scalars scalars;
  private final Section stated;
  private final Section usual;
  private final ClassReader classes;

  private BookRulesReader(Value.Fields stated, Value.Fields usual, Problems problems) {
    this.problems = problems;
    this.stated = new Section(stated, problems);
    this.usual = new Section(usual, problems);
    scalars = new Scalars(problems);
    classes = new ClassReader(problems, scalars);
  }

  /** The rules; meaningful only where there is no problem. */
  static BookRules read(Value.Fields stated, Value.Fields usual, Problems problems) {
    return new BookRulesReader(stated, usual, problems).read();
  }

  private BookRules read() {
    classes.read(take("classes"));
    Value fallback = take("otherwise");
    ObjectClass otherwise = fallback == null ? null : classes.named(fallback);
    Value product = take("product");
    String name = product == null ? null : scalars.name(product);
    Map<String, Map<String, List<String>>> byClass = new LinkedHashMap<>();
    BY_CLASS.forEach(key -> byClass.put(key, classed(key)));
    Map<String, List<String>> lists = new LinkedHashMap<>();
    LISTS.forEach(key -> lists.put(key, words(key, take(key))));
    BookRules.Bounds bounds = new BookRules.Bounds(number("pageMost"), number("atMost"));
    Map<String, BookRules.Stated> operations = operations();
    stated.finish();
    return new BookRules(
        classes.all(),
        otherwise == null ? classes.all().values().iterator().next() : otherwise,
        name == null ? "" : name,
        new BookRules.Words(byClass, lists),
        bounds,
        operations);
  }

  private @Nullable Value take(String key) {
    Value own = stated.take(key);
    return own != null ? own : usual.take(key);
  }

  private long number(String key) {
    Value value = take(key);
    Long number = value == null ? null : scalars.whole(value, 1, Bound.OBJECTS_MAX);
    return number == null ? 1 : number;
  }

  private Map<String, List<String>> classed(String key) {
    Value value = take(key);
    Section section = value == null ? null : Section.of(value, problems);
    if (section == null) {
      return Map.of();
    }
    Map<String, List<String>> words = new LinkedHashMap<>();
    section
        .fields()
        .fields()
        .forEach(
            (name, field) -> {
              classes.named(new Value.Scalar(field.key(), name, Value.Scalar.Style.QUOTED));
              words.put(name, words(key, field.value()));
            });
    return words;
  }

  private List<String> words(String key, @Nullable Value value) {
    if (value == null) {
      return List.of();
    }
    List<Value> items = value instanceof Value.Items list ? list.items() : List.of(value);
    if (items.size() > WORDS_MAX) {
      problems.add(value.place(), items.size() + " words (expected: at most " + WORDS_MAX + ")");
      return List.of();
    }
    List<String> words = new ArrayList<>();
    for (Value item : items) {
      String word = scalars.text(item, WORD_MAX);
      if (word != null && REQUESTS.contains(key) && !word.matches("(\\*|[A-Z]+) +/\\S*")) {
        problems.expected(item.place(), word, "a method and a path, as in POST /**/search");
      } else if (word != null) {
        words.add(word);
      }
    }
    return words;
  }

  private Map<String, BookRules.Stated> operations() {
    Value value = stated.take("operations");
    Section section = value == null ? null : Section.of(value, problems);
    if (section == null) {
      return Map.of();
    }
    WorkReader works = new WorkReader(problems, scalars, classes);
    Map<String, BookRules.Stated> operations = new LinkedHashMap<>();
    section.fields().fields().forEach((name, field) -> operations.put(name, one(field, works)));
    return operations;
  }

  private BookRules.Stated one(Value.Field field, WorkReader works) {
    Section section = Section.of(field.value(), problems);
    if (section == null) {
      return new BookRules.Stated(null, null, field.key());
    }
    Value named = section.take("class");
    ObjectClass objects = named == null ? null : classes.named(named);
    BookRules.Stated one = new BookRules.Stated(objects, works.work(section), field.key());
    section.finish();
    return one;
  }
}
