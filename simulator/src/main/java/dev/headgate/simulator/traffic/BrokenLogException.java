package dev.headgate.simulator.traffic;

import java.io.IOException;

/** A file that cannot be read to its end; what stood before was read. */
public final class BrokenLogException extends IOException {
  private static final long serialVersionUID = 1;

  private final String file;
  private final long line;

  BrokenLogException(String file, long line, String message, Throwable cause) {
    super(message, cause);
    this.file = file;
    this.line = line;
  }

  /** The file's name. */
  public String file() {
    return file;
  }

  /** The line after which it broke off, counted from 1. */
  public long line() {
    return line;
  }
}
