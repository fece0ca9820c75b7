package dev.headgate.server.scripts;

import org.jspecify.annotations.Nullable;

/**
 * A program that calls, by the name it gives itself.
 *
 * @param name printable, at most {@link #LENGTH_MAX} characters, never empty
 */
public record Script(String name) {
  /** The field in which a program names itself; it is not passed on. */
  public static final String FIELD = "X-Headgate-Script";

  /** Longer names are cut. */
  public static final int LENGTH_MAX = 64;

  /** Scripts beyond the bound, together. */
  static final Script OTHERS = new Script("(all others)");

  private static final Script UNNAMED = new Script("(unnamed)");

  /** The script of a request: by its own name, else by its user agent. */
  public static Script of(@Nullable String named, @Nullable String userAgent) {
    String text = named == null || named.isBlank() ? userAgent : named;
    if (text == null || text.isBlank()) {
      return UNNAMED;
    }
    String cut = text.strip();
    cut = cut.length() > LENGTH_MAX ? cut.substring(0, LENGTH_MAX) : cut;
    return new Script(cut.replaceAll("[^\\x20-\\x7e]", "?"));
  }
}
