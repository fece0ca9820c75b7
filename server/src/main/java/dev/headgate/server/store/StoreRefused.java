package dev.headgate.server.store;

/** A store that cannot be used as it is; the message is one line for the operator. */
public final class StoreRefused extends RuntimeException {
  private static final long serialVersionUID = 1;

  /** Says what was found and what was expected. */
  public StoreRefused(String line) {
    super(line);
  }
}
