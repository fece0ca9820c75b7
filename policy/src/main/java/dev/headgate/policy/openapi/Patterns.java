package dev.headgate.policy.openapi;

import java.util.List;

/** Patterns of names and of requests. */
final class Patterns {
  private Patterns() {}

  /** Whether a name fits a pattern, in which {@code *} stands for any text. */
  static boolean fitsName(String pattern, String name) {
    int star = pattern.indexOf('*');
    if (star < 0) {
      return pattern.equals(name);
    }
    if (!name.startsWith(pattern.substring(0, star))) {
      return false;
    }
    String rest = pattern.substring(star + 1);
    for (int i = star; i <= name.length(); i++) {
      if (fitsName(rest, name.substring(i))) {
        return true;
      }
    }
    return false;
  }

  /**
   * Whether a request fits a pattern of a method, or {@code *}, and a path, in which {@code *}
   * stands for a segment and {@code **} for any number.
   */
  static boolean fitsRequest(String pattern, String method, String template) {
    int space = pattern.indexOf(' ');
    String wanted = pattern.substring(0, space);
    return (wanted.equals("*") || wanted.equals(method))
        && fitsPath(segments(pattern.substring(space + 1).strip()), segments(template));
  }

  static List<String> segments(String path) {
    String inner = path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
    return inner.isEmpty() ? List.of() : List.of(inner.substring(1).split("/", -1));
  }

  private static boolean fitsPath(List<String> pattern, List<String> path) {
    if (pattern.isEmpty()) {
      return path.isEmpty();
    }
    List<String> rest = pattern.subList(1, pattern.size());
    if (pattern.getFirst().equals("**")) {
      return fitsPath(rest, path)
          || (!path.isEmpty() && fitsPath(pattern, path.subList(1, path.size())));
    }
    return !path.isEmpty()
        && (pattern.getFirst().equals("*") || pattern.getFirst().equals(path.getFirst()))
        && fitsPath(rest, path.subList(1, path.size()));
  }
}
