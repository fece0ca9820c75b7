package dev.headgate.simulator.traffic;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * How a text log writes a line: names with a dollar sign, and between them what stands there as it
 * is, as nginx writes a {@code log_format}. A name between double quotes ends at the first quote
 * without a backslash, one at the end of the line has no space. The name {@code request} also gives
 * {@code method}, {@code path} and {@code protocol}. Immutable.
 *
 * @param text as it was written
 * @param lead what stands before the first name
 * @param parts the names in their order
 */
public record LinePattern(String text, String lead, List<Part> parts) {
  /** The name whose value is cut into method, path and protocol. */
  static final String REQUEST = "request";

  /** What the value of {@link #REQUEST} gives. */
  static final List<String> REQUEST_PARTS = List.of("method", "path", "protocol");

  /** The most names. */
  private static final int PARTS_MAX = 64;

  private static final Pattern NAME = Pattern.compile("\\$([a-z][a-z0-9_]*)");

  /**
   * A name and what follows it.
   *
   * @param name of the column
   * @param after what stands behind it; empty only for the last
   * @param quoted whether it stands between double quotes
   */
  public record Part(String name, String after, boolean quoted) {
    byte[] end() {
      return after.getBytes(StandardCharsets.UTF_8);
    }
  }

  public LinePattern {
    parts = List.copyOf(parts);
  }

  /**
   * A pattern as it is written.
   *
   * @throws IllegalArgumentException where {@link #problem} says what is wrong
   */
  public static LinePattern of(String text) {
    String problem = problem(text);
    if (problem != null) {
      throw new IllegalArgumentException(problem);
    }
    return parsed(text);
  }

  /** What is wrong with a text, or null. */
  public static @Nullable String problem(String text) {
    LinePattern pattern = parsed(text);
    if (pattern.parts.isEmpty() || pattern.parts.size() > PARTS_MAX) {
      return pattern.parts.size() + " names (expected: 1 to " + PARTS_MAX + ", each as $name)";
    }
    Set<String> names = new LinkedHashSet<>();
    for (int i = 0; i < pattern.parts.size(); i++) {
      Part part = pattern.parts.get(i);
      if (!names.add(part.name())) {
        return "$" + part.name() + " twice (expected: once)";
      }
      if (part.after().isEmpty() && i < pattern.parts.size() - 1) {
        return "nothing after $" + part.name() + " (expected: something to tell the next from it)";
      }
    }
    return null;
  }

  /** The columns that lines of this kind have. */
  public List<String> columns() {
    List<String> columns = new ArrayList<>();
    for (Part part : parts) {
      columns.add(part.name());
      if (part.name().equals(REQUEST)) {
        columns.addAll(REQUEST_PARTS);
      }
    }
    return List.copyOf(columns);
  }

  private static LinePattern parsed(String text) {
    Matcher names = NAME.matcher(text);
    List<Part> parts = new ArrayList<>();
    String lead = text;
    String before = "";
    String name = "";
    int end = 0;
    while (names.find()) {
      String between = text.substring(end, names.start());
      if (name.isEmpty()) {
        lead = between;
      } else {
        parts.add(part(name, before, between));
      }
      before = between;
      name = names.group(1);
      end = names.end();
    }
    if (!name.isEmpty()) {
      parts.add(part(name, before, text.substring(end)));
    }
    return new LinePattern(text, lead, parts);
  }

  private static Part part(String name, String before, String after) {
    return new Part(name, after, before.endsWith("\"") && after.startsWith("\""));
  }
}
