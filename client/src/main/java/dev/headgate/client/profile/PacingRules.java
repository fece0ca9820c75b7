package dev.headgate.client.profile;

/**
 * How calls are spread.
 *
 * @param plentyPercent while more than this part of a quota is left calls are not spread, 0 to 100
 * @param adaptive whether a rate is learned from refusals where neither profile nor fields say one
 * @param firstMax calls under way to an origin of which no answer has said anything yet, at least
 *     1; each answer adds one, and the first that states a limit ends the bound
 */
public record PacingRules(int plentyPercent, boolean adaptive, int firstMax) {
  /** No bound: for a provider whose rate the profile states. */
  public static final int FIRST_FREE = Integer.MAX_VALUE;

  /** Free above a half, adaptive, ten at first (as many as RFC 6928 lets a connection send). */
  public static final PacingRules USUAL = new PacingRules(50, true, 10);

  /** The same where the profile states the rate. */
  public static final PacingRules DECLARED = new PacingRules(50, true, FIRST_FREE);

  /** Checks the range. */
  public PacingRules {
    if (plentyPercent < 0 || plentyPercent > 100) {
      throw new IllegalArgumentException(
          "plentyPercent: " + plentyPercent + " (expected: 0 to 100)");
    }
    if (firstMax < 1) {
      throw new IllegalArgumentException("firstMax: " + firstMax + " (expected: >= 1)");
    }
  }
}
