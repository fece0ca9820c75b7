package dev.headgate.policy.problem;

/**
 * A place in a policy document.
 *
 * @param file name of the file as it was given or included
 * @param line counted from 1; 0 where the file as a whole is meant
 * @param column counted from 1, in code points; 0 where the line as a whole is meant
 * @param path keys from the root, joined by full stops, for example {@code limits.burst.per}
 */
public record Place(String file, int line, int column, String path) {
  /** The longest path that is kept, in characters. */
  static final int PATH_MAX = 300;

  public Place {
    boolean strange = path.chars().anyMatch(c -> c < 0x20 || c == 0x7F);
    String visible = strange ? path.replaceAll("\\p{Cntrl}", "?") : path;
    path = visible.length() > PATH_MAX ? visible.substring(0, PATH_MAX) : visible;
  }

  /** A file as a whole. */
  public static Place file(String file) {
    return new Place(file, 0, 0, "");
  }

  /** A place that many code points further on the same line. */
  public Place right(int columns) {
    return new Place(file, line, column + columns, path);
  }

  @Override
  public String toString() {
    return line == 0 ? file : file + ":" + line + ":" + column;
  }
}
