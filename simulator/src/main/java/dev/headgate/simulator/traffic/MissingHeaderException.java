package dev.headgate.simulator.traffic;

import java.io.IOException;

/** A CSV file without the row that names its columns. */
final class MissingHeaderException extends IOException {
  private static final long serialVersionUID = 1;

  MissingHeaderException(String file) {
    super(file + ":1: no header row (expected: the names of the columns, with commas between)");
  }
}
