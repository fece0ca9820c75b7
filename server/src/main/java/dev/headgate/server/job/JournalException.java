package dev.headgate.server.job;

/** A journal that cannot be used. */
public final class JournalException extends Exception {
  private static final long serialVersionUID = 1;

  JournalException(String message) {
    super(message);
  }
}
