package dev.headgate.policy.problem;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;

/** Finds the word that somebody may have meant. */
public final class Nearest {
  /** Words longer than this are not compared. */
  private static final int LENGTH_MAX = 60;

  private Nearest() {}

  /** A hint "did you mean ...?", or the list of what is known where nothing is near. */
  public static String hint(String found, Collection<String> known) {
    String best =
        known.stream()
            .filter(word -> distance(found, word) <= allowed(found, word))
            .min(Comparator.comparingInt(word -> distance(found, word)))
            .orElse("");
    if (!best.isEmpty()) {
      return "did you mean \"" + best + "\"?";
    }
    return known.isEmpty() ? "" : "known: " + String.join(", ", known.stream().limit(30).toList());
  }

  private static int allowed(String found, String word) {
    return Math.max(1, Math.min(found.length(), word.length()) / 3);
  }

  /** Levenshtein's distance, ignoring case. */
  static int distance(String left, String right) {
    if (left.length() > LENGTH_MAX || right.length() > LENGTH_MAX) {
      return Integer.MAX_VALUE;
    }
    String from = left.toLowerCase(Locale.ROOT);
    String to = right.toLowerCase(Locale.ROOT);
    int[] row = new int[to.length() + 1];
    for (int j = 0; j <= to.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= from.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= to.length(); j++) {
        int replaced = diagonal + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(replaced, 1 + Math.min(row[j], row[j - 1]));
      }
    }
    return row[to.length()];
  }
}
