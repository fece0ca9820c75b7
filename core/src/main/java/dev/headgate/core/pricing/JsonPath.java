package dev.headgate.core.pricing;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Where objects stand in a JSON document: the names and wildcards of JSONPath (RFC 9535, sections
 * 2.3.1 and 2.3.2), and no more, so that they can be counted while a document streams by. {@code $}
 * is the document itself; {@code $.issues[*]} is each element of the array {@code issues}; {@code
 * [*]} and {@code .*} mean the same: the elements of an array, or the member values of an object.
 *
 * @param steps from the root; at most {@link #STEPS_MAX}
 */
public record JsonPath(List<Step> steps) {
  /** The most steps of a path. */
  public static final int STEPS_MAX = 8;

  /** The longest path and the longest name, in characters. */
  public static final int LENGTH_MAX = 200;

  /** The document itself. */
  public static final JsonPath ROOT = new JsonPath(List.of());

  private static final String EXPECTED =
      "a path such as $, $[*], $.issues[*] or $['odd name'].values[*], of at most "
          + STEPS_MAX
          + " steps";

  /** One step down. */
  public sealed interface Step {
    /** To the member of that name, where the value is an object that has one. */
    record Name(String name) implements Step {}

    /** To all elements of an array, or all member values of an object. */
    record Every() implements Step {}
  }

  private static final Step EVERY = new Step.Every();

  public JsonPath {
    steps = List.copyOf(steps);
    if (steps.size() > STEPS_MAX) {
      throw new IllegalArgumentException("path: " + steps.size() + " steps (expected: " + EXPECTED);
    }
  }

  /**
   * A path as it is written.
   *
   * @throws IllegalArgumentException where {@link #problem} says what is wrong
   */
  public static JsonPath of(String text) {
    List<Step> steps = parsed(text);
    if (steps == null) {
      throw new IllegalArgumentException("path: \"" + text + "\" (expected: " + EXPECTED + ")");
    }
    return new JsonPath(steps);
  }

  /** What is expected of a text that is no path, or null where it is one. */
  public static @Nullable String problem(String text) {
    return parsed(text) == null ? EXPECTED : null;
  }

  /** Whether it leads to one value at most. */
  public boolean single() {
    return !steps.contains(EVERY);
  }

  /** As it is written; {@link #of} reads it back. */
  @Override
  public String toString() {
    return steps.stream()
        .map(step -> step instanceof Step.Name(String name) ? written(name) : "[*]")
        .collect(Collectors.joining("", "$", ""));
  }

  private static String written(String name) {
    return isPlain(name) ? "." + name : "['" + name + "']";
  }

  private static @Nullable List<Step> parsed(String text) {
    if (text.length() > LENGTH_MAX || !text.startsWith("$")) {
      return null;
    }
    List<Step> steps = new ArrayList<>();
    int at = 1;
    while (at < text.length()) {
      int end = end(text, at);
      Step step = end < 0 ? null : step(text.substring(at, end));
      if (step == null || steps.size() == STEPS_MAX) {
        return null;
      }
      steps.add(step);
      at = end;
    }
    return steps;
  }

  /** Where the step that begins here ends; negative where none begins here. */
  private static int end(String text, int at) {
    if (text.startsWith("['", at)) {
      int quote = text.indexOf("']", at + 2);
      return quote < 0 ? quote : quote + 2;
    }
    if (text.startsWith("[*]", at)) {
      return at + 3;
    }
    int end = at + 1;
    while (end < text.length() && text.charAt(end) != '.' && text.charAt(end) != '[') {
      end++;
    }
    return text.charAt(at) == '.' ? end : -1;
  }

  private static @Nullable Step step(String written) {
    if (written.equals("[*]") || written.equals(".*")) {
      return EVERY;
    }
    if (written.startsWith(".")) {
      String name = written.substring(1);
      return isPlain(name) ? new Step.Name(name) : null;
    }
    String name = written.substring(2, written.length() - 2);
    boolean strange = name.chars().anyMatch(c -> c < 0x20 || c == '\'' || c == '\\' || c == 0x7F);
    return name.isEmpty() || strange ? null : new Step.Name(name);
  }

  /** A name of the shorthand: letters, digits and low lines, and all beyond ASCII. */
  private static boolean isPlain(String name) {
    return !name.isEmpty()
        && !Character.isDigit(name.charAt(0))
        && name.chars().allMatch(c -> c == '_' || c >= 0x80 || Character.isLetterOrDigit(c));
  }
}
