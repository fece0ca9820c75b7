package dev.headgate.client.retry;

/**
 * Bounds how much of the traffic is repetition after trouble (time-outs, cuts, 5xx): each first
 * attempt earns a tenth of a retry, at most {@link #SAVED_MAX} are saved, and a fresh budget holds
 * {@link #SAVED_FIRST}. Refusals do not count: their gate closes and reopens with a single call,
 * which is the tighter bound. Belongs to one thread.
 */
public final class RetryBudget {
  /** The most retries that are saved. */
  public static final int SAVED_MAX = 100;

  /** The retries of a fresh budget. */
  public static final int SAVED_FIRST = 20;

  private static final int TENTHS = 10;

  private int tenths = SAVED_FIRST * TENTHS;

  /** A first attempt was sent. */
  public void earn() {
    tenths = Math.min(SAVED_MAX * TENTHS, tenths + 1);
  }

  /** Takes a retry; false, and nothing taken, if none is left. */
  public boolean spend() {
    if (tenths < TENTHS) {
      return false;
    }
    tenths -= TENTHS;
    return true;
  }
}
