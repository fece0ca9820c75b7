package dev.headgate.simulator.replay;

import java.io.IOException;

/** What a witness keeps could not be written: a full disk, a closed pipe. */
public final class UnwritableException extends IOException {
  private static final long serialVersionUID = 1;

  /** While writing to a file or stream that messages call so. */
  public UnwritableException(String name, IOException cause) {
    super(name + ": " + cause.getMessage(), cause);
  }
}
