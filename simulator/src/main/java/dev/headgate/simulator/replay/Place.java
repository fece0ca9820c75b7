package dev.headgate.simulator.replay;

/**
 * A line that was not replayed, and why.
 *
 * @param file name of the file
 * @param line its number, from 1
 * @param why what was found
 */
public record Place(String file, long line, String why) {
  @Override
  public String toString() {
    return file + ":" + line + ": " + why;
  }
}
