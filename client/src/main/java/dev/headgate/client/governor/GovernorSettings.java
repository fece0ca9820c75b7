package dev.headgate.client.governor;

/**
 * Bounds of a governor.
 *
 * @param waitingMax calls that are not over, at least 1; one more ends with {@code QUEUE_FULL}
 * @param gatesMax gates that are kept, at least 16; idle ones make room
 * @param seed where chance starts from
 * @param fairGate name of the declared gate whose quota is divided fairly among tenants; empty if
 *     none is
 */
public record GovernorSettings(int waitingMax, int gatesMax, long seed, String fairGate) {
  /** Ten thousand of each. */
  public static final GovernorSettings USUAL = new GovernorSettings(10_000, 10_000, 1, "");

  /** Checks the ranges. */
  public GovernorSettings {
    if (waitingMax < 1) {
      throw new IllegalArgumentException("waitingMax: " + waitingMax + " (expected: >= 1)");
    }
    if (gatesMax < 16) {
      throw new IllegalArgumentException("gatesMax: " + gatesMax + " (expected: >= 16)");
    }
  }

  /** The same bounds with chance from elsewhere. */
  public GovernorSettings withSeed(long other) {
    return new GovernorSettings(waitingMax, gatesMax, other, fairGate);
  }

  /**
   * The same bounds for an app that divides the quota of a gate among its tenants itself: equal
   * shares for the active, borrowing of what is not used. For pools that the provider does not
   * divide.
   */
  public GovernorSettings fairBy(String gate) {
    return new GovernorSettings(waitingMax, gatesMax, seed, gate);
  }
}
