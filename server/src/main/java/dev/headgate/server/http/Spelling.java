package dev.headgate.server.http;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Finds the word that somebody probably meant. */
final class Spelling {
  private static final int DISTANCE_MAX = 2;
  private static final int LENGTH_MAX = 40;

  private Spelling() {}

  /** The nearest known word within two edits (Levenshtein), or null. */
  static @Nullable String nearest(String found, List<String> known) {
    if (found.length() > LENGTH_MAX) {
      return null;
    }
    String best = null;
    int least = DISTANCE_MAX + 1;
    for (String word : known) {
      int distance = distance(found, word);
      if (distance < least && distance < word.length()) {
        least = distance;
        best = word;
      }
    }
    return best;
  }

  private static int distance(String one, String other) {
    int[] above = new int[other.length() + 1];
    java.util.Arrays.setAll(above, i -> i);
    for (int i = 1; i <= one.length(); i++) {
      int[] row = new int[above.length];
      row[0] = i;
      for (int j = 1; j < row.length; j++) {
        int change = above[j - 1] + (one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1);
        row[j] = Math.min(change, 1 + Math.min(above[j], row[j - 1]));
      }
      above = row;
    }
    return above[other.length()];
  }
}
