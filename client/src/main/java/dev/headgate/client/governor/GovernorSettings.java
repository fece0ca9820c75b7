package dev.headgate.client.governor;

/**
 * Bounds of a governor.
 *
 * @param waitingMax calls that are not over, at least 1; one more ends with {@code QUEUE_FULL}
 * @param gatesMax gates that are kept, at least 16; idle ones make room
 * @param seed where chance starts from
 */
public record GovernorSettings(int waitingMax, int gatesMax, long seed) {
  /** Ten thousand of each. */
  public static final GovernorSettings USUAL = new GovernorSettings(10_000, 10_000, 1);

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
    return new GovernorSettings(waitingMax, gatesMax, other);
  }
}
