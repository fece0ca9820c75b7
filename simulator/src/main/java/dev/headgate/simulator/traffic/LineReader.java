package dev.headgate.simulator.traffic;

import org.jspecify.annotations.Nullable;

/** Reads the values of one line. For one thread. */
@FunctionalInterface
interface LineReader {
  /**
   * Puts the wanted values of a line into a row.
   *
   * @return what is wrong with the line, or null
   */
  @Nullable String read(byte[] bytes, int from, int to, Row row);
}
