package dev.headgate.server.records;

/** Records that cannot be used as they are; the message is one line for the operator. */
public final class RecordsRefused extends RuntimeException {
  private static final long serialVersionUID = 1;

  /** Says what was found and what was expected. */
  public RecordsRefused(String line) {
    super(line.lines().findFirst().orElse(""));
  }
}
