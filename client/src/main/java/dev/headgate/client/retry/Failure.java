package dev.headgate.client.retry;

/** How an attempt ended that was not answered as it should be. */
public enum Failure {
  /** It never left: no connection could be made. */
  NOT_SENT(true),
  /** The server refused to carry it out, and says so: 429, or 503 with Retry-After. */
  REFUSED(true),
  /** No answer in time. */
  TIMED_OUT(false),
  /** The connection broke before the answer was whole. */
  CUT(false),
  /** The server answered 5xx. */
  SERVER_ERROR(false);

  private final boolean undone;

  Failure(boolean undone) {
    this.undone = undone;
  }

  /** Whether it is certain that the call was not carried out. */
  public boolean isUndone() {
    return undone;
  }
}
