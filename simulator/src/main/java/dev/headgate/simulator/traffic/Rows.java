package dev.headgate.simulator.traffic;

import java.io.IOException;

/** The rows of one file in its order. For one thread. */
public interface Rows extends AutoCloseable {
  /**
   * Fills the row with the next line that is not empty; false at the end.
   *
   * @throws BrokenLogException where the file breaks off
   */
  boolean next(Row row) throws IOException;

  /** Columns that no line had so far, by ordinal, where that is not known from the beginning. */
  default java.util.BitSet unseen() {
    return new java.util.BitSet();
  }

  @Override
  void close() throws IOException;
}
