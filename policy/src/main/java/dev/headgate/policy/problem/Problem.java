package dev.headgate.policy.problem;

/**
 * One thing that is wrong with a policy document, or, as a warning, that is perhaps not meant.
 *
 * @param file name of the file as it was given or included
 * @param line counted from 1; 0 where the file as a whole is meant
 * @param column counted from 1; 0 where the line as a whole is meant
 * @param path keys from the root, for example {@code limits.burst.per}; empty for the root
 * @param message what was found and what is expected
 * @param hint what to do about it; empty where the message says it all
 */
public record Problem(String file, int line, int column, String path, String message, String hint) {
  /** A problem at a place. */
  public static Problem at(Place place, String message, String hint) {
    return new Problem(place.file(), place.line(), place.column(), place.path(), message, hint);
  }

  /** One line for people: {@code file:line:column: path: message (hint)}. */
  @Override
  public String toString() {
    String where = line == 0 ? file : file + ":" + line + ":" + column;
    String what = path.isEmpty() ? message : path + ": " + message;
    return where + ": " + what + (hint.isEmpty() ? "" : "\n  hint: " + hint);
  }
}
