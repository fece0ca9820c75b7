package dev.headgate.server.records;

import java.io.IOException;
import java.io.UncheckedIOException;

/** A database that did not do what it was asked, after all tries. */
public final class RecordsUnavailable extends UncheckedIOException {
  private static final long serialVersionUID = 1;

  /** Whether it was done. */
  public enum Outcome {
    /** It was not. */
    NOT_DONE,
    /** The database was lost while it was about to say. */
    UNKNOWN
  }

  private final Outcome outcome;

  /** Says what went wrong. */
  public RecordsUnavailable(String line, Outcome outcome, Throwable cause) {
    super(
        outcome == Outcome.UNKNOWN ? line + "; nobody knows whether it was done" : line,
        new IOException(cause));
    this.outcome = outcome;
  }

  /** Whether it was done nevertheless. */
  public Outcome outcome() {
    return outcome;
  }
}
