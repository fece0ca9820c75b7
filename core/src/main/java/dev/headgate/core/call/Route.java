package dev.headgate.core.call;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A method and a path template that lead to an operation. A template is a path whose segments are
 * literals or {@code {name}}, which stands for any one segment; the last may be {@code **}, which
 * stands for any number of them, also none. A trailing slash is ignored.
 *
 * @param method HTTP method in upper case, or {@link #ANY}
 * @param template for example {@code /rest/api/3/issue/{issue}}
 * @param operation name of the operation
 * @param product product it belongs to, empty where there is one only
 */
public record Route(String method, String template, String operation, String product) {
  /** The method that stands for all. */
  public static final String ANY = "*";

  /** The longest template, in characters. */
  public static final int TEMPLATE_MAX = 1_000;

  static final String REST = "**";

  public Route {
    String problem = problem(method, template);
    if (problem != null) {
      throw new IllegalArgumentException(problem);
    }
  }

  /** What is wrong with a method or a template, or null where nothing is. */
  public static @Nullable String problem(String method, String template) {
    if (!method.equals(ANY) && !RequestPath.isMethod(method)) {
      return "method: \"" + method + "\" (expected: an HTTP method in upper case, or *)";
    }
    if (!template.startsWith("/") || template.length() > TEMPLATE_MAX) {
      return "template: \"" + template + "\" (expected: a path that begins with /)";
    }
    List<String> names = new ArrayList<>();
    List<String> segments = split(template);
    for (int i = 0; i < segments.size(); i++) {
      String problem = problem(segments.get(i), i == segments.size() - 1, names);
      if (problem != null) {
        return problem;
      }
    }
    return segments.size() > RequestPath.SEGMENTS_MAX
        ? "template: "
            + segments.size()
            + " segments (expected: <= "
            + RequestPath.SEGMENTS_MAX
            + ")"
        : null;
  }

  /** The segments of the template. */
  List<String> segments() {
    return split(template);
  }

  /** The names of its parameters in their order. */
  public List<String> parameters() {
    return segments().stream().filter(Route::isName).map(Route::name).toList();
  }

  /** Method and template without the names of parameters: equal for routes that cannot differ. */
  public String shape() {
    StringBuilder shape = new StringBuilder(method);
    for (String segment : segments()) {
      shape.append('/').append(isName(segment) ? "{}" : literal(segment));
    }
    return shape.toString();
  }

  static boolean isName(String segment) {
    return segment.startsWith("{") && segment.endsWith("}");
  }

  static String name(String segment) {
    return segment.substring(1, segment.length() - 1);
  }

  /** A literal segment as it is compared: decoded. */
  static String literal(String segment) {
    String decoded = RequestPath.decoded(segment);
    return decoded == null ? segment : decoded;
  }

  private static @Nullable String problem(String segment, boolean last, List<String> names) {
    if (isName(segment)) {
      String name = name(segment);
      if (!name.matches("[A-Za-z][A-Za-z0-9_]{0,63}")) {
        return "template: \"" + segment + "\" (expected: {name} of letters, digits, '_')";
      }
      if (names.contains(name)) {
        return "template: \"" + segment + "\" twice (expected: once)";
      }
      names.add(name);
      return null;
    }
    if (segment.equals(REST)) {
      return last ? null : "template: \"**\" inside (expected: as the last segment only)";
    }
    boolean strange =
        segment.isEmpty()
            || segment.indexOf("{") >= 0
            || segment.indexOf('}') >= 0
            || segment.contains("*");
    String decoded = strange ? null : RequestPath.decoded(segment);
    return decoded == null || RequestPath.isDots(decoded) || RequestPath.isDivided(decoded)
        ? "template: \"" + segment + "\" (expected: a plain segment, {name} or **)"
        : null;
  }

  private static List<String> split(String template) {
    String path = template.endsWith("/") ? template.substring(0, template.length() - 1) : template;
    return path.isEmpty() ? List.of() : List.of(path.substring(1).split("/", -1));
  }
}
