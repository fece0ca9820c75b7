package dev.headgate.client.profile;

/**
 * How calls are spread.
 *
 * @param plentyPercent while more than this part of a quota is left calls are not spread, 0 to 100
 * @param adaptive whether a rate is learned from refusals where neither profile nor fields say one
 */
public record PacingRules(int plentyPercent, boolean adaptive) {
  /** Free above a half, adaptive. */
  public static final PacingRules USUAL = new PacingRules(50, true);

  /** Checks the range. */
  public PacingRules {
    if (plentyPercent < 0 || plentyPercent > 100) {
      throw new IllegalArgumentException(
          "plentyPercent: " + plentyPercent + " (expected: 0 to 100)");
    }
  }
}
