package dev.headgate.policy.problem;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Finds the word that somebody may have meant. */
public final class Nearest {
  /** Words longer than this are not compared. */
  private static final int LENGTH_MAX = 60;

  private Nearest() {}

  /** A hint "did you mean ...?", or the list of what is known where nothing is near. */
  public static String hint(String found, Collection<String> known) {
    String best = word(found, known);
    if (best != null) {
      return "did you mean \"" + best + "\"?";
    }
    return known.isEmpty() ? "" : "known: " + String.join(", ", known.stream().limit(30).toList());
  }

  /** The known word that is nearest, or null where none is near. */
  public static @Nullable String word(String found, Collection<String> known) {
    return known.stream()
        .filter(word -> distance(found, word) <= allowed(found, word))
        .min(Comparator.comparingInt(word -> distance(found, word)))
        .orElse(null);
  }

  private static int allowed(String found, String word) {
    return Math.max(1, Math.min(found.length(), word.length()) / 3);
  }

  /** Levenshtein's distance, ignoring case, with two neighbours exchanged as one step. */
  static int distance(String left, String right) {
    if (left.length() > LENGTH_MAX || right.length() > LENGTH_MAX) {
      return Integer.MAX_VALUE;
    }
    String from = left.toLowerCase(Locale.ROOT);
    String to = right.toLowerCase(Locale.ROOT);
    int[][] steps = new int[from.length() + 1][to.length() + 1];
    for (int i = 0; i <= from.length(); i++) {
      for (int j = 0; j <= to.length(); j++) {
        steps[i][j] = i == 0 || j == 0 ? i + j : step(steps, from, to, i, j);
      }
    }
    return steps[from.length()][to.length()];
  }

  private static int step(int[][] steps, String from, String to, int i, int j) {
    char last = from.charAt(i - 1);
    int replaced = steps[i - 1][j - 1] + (last == to.charAt(j - 1) ? 0 : 1);
    int least = Math.min(replaced, 1 + Math.min(steps[i - 1][j], steps[i][j - 1]));
    boolean exchanged =
        i > 1 && j > 1 && last == to.charAt(j - 2) && from.charAt(i - 2) == to.charAt(j - 1);
    return exchanged ? Math.min(least, steps[i - 2][j - 2] + 1) : least;
  }
}
