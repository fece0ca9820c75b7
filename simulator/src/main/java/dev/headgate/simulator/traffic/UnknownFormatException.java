package dev.headgate.simulator.traffic;

import java.io.IOException;
import java.util.stream.Collectors;

/** A file whose first lines are in no format that is known. */
public final class UnknownFormatException extends IOException {
  private static final long serialVersionUID = 1;

  UnknownFormatException(String file) {
    super(
        file
            + ":1: no known format (expected: "
            + Format.NAMED.stream().map(Format::name).collect(Collectors.joining(", "))
            + ", or a pattern in the mapping)");
  }
}
