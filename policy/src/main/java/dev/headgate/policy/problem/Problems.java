package dev.headgate.policy.problem;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Collects the problems and warnings of one reading. Not safe for several threads. */
public final class Problems {
  /** The most problems, and the most warnings, of one reading; further ones are counted only. */
  public static final int PROBLEMS_MAX = 500;

  /** The longest excerpt of a found value in a message, in characters. */
  private static final int FOUND_MAX = 60;

  private static final Comparator<Problem> ORDER =
      Comparator.comparingInt(Problem::line).thenComparingInt(Problem::column);

  private final List<Problem> problems = new ArrayList<>();
  private final List<Problem> warnings = new ArrayList<>();
  private int left;

  /** Notes a problem. */
  public void add(Place place, String message, String hint) {
    if (problems.size() < PROBLEMS_MAX) {
      problems.add(Problem.at(place, message, hint));
    } else {
      left++;
    }
  }

  /** Notes a problem that needs no hint. */
  public void add(Place place, String message) {
    add(place, message, "");
  }

  /** Notes that a value is not what was expected. */
  public void expected(Place place, String found, String expected) {
    add(place, quote(found) + " (expected: " + expected + ")");
  }

  /** Notes something that is perhaps not meant. */
  public void warn(Place place, String message, String hint) {
    if (warnings.size() < PROBLEMS_MAX) {
      warnings.add(Problem.at(place, message, hint));
    }
  }

  /** Whether there is a problem. */
  public boolean any() {
    return !problems.isEmpty();
  }

  /** How many problems there are, those left out included. */
  public int count() {
    return problems.size() + left;
  }

  /** The problems by file in the order in which the files were read, then by place. */
  public List<Problem> problems() {
    List<Problem> sorted = sorted(problems);
    if (left > 0) {
      sorted.add(
          new Problem(sorted.getLast().file(), 0, 0, "", left + " more problems left out", ""));
    }
    return List.copyOf(sorted);
  }

  /** The warnings in the same order. */
  public List<Problem> warnings() {
    return List.copyOf(sorted(warnings));
  }

  /** A found text as it may stand in a message: quoted, cut, and without control characters. */
  public static String quote(String found) {
    StringBuilder quoted = new StringBuilder("\"");
    int end = Math.min(found.length(), FOUND_MAX);
    for (int i = 0; i < end; i++) {
      char c = found.charAt(i);
      if (c < 0x20 || c == 0x7F) {
        quoted.append(String.format("\\u%04x", (int) c));
      } else {
        quoted.append(c);
      }
    }
    return quoted.append(found.length() > end ? "...\"" : "\"").toString();
  }

  private static List<Problem> sorted(List<Problem> found) {
    List<String> files = found.stream().map(Problem::file).distinct().toList();
    List<Problem> sorted = new ArrayList<>(found);
    sorted.sort(
        Comparator.<Problem>comparingInt(p -> files.indexOf(p.file())).thenComparing(ORDER));
    return sorted;
  }
}
