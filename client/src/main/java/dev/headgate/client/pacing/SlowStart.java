package dev.headgate.client.pacing;

/**
 * Lets calls out one by one after a gate was closed: first one alone, then one more under way for
 * each that came through, which doubles them with every round trip (RFC 5681, section 3.1).
 */
public final class SlowStart {
  /** From so many at once on nothing is held back any more. */
  public static final int FREE = 256;

  private int most = FREE;

  /** So many go first: one when a gate reopens that was closed. */
  public void begin(int first) {
    most = Math.min(FREE, first);
  }

  /** Nobody waits any more. */
  public void end() {
    most = FREE;
  }

  /** A call came through. */
  public void passed() {
    most = Math.min(FREE, most + 1);
  }

  /** Whether one more may be under way beside these. */
  public boolean admits(int underWay) {
    return most == FREE || underWay < most;
  }

  /** Whether it holds anything back. */
  public boolean isActive() {
    return most < FREE;
  }
}
