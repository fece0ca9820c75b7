package dev.headgate.client.pacing;

/**
 * Which part of a quota's use is ours: what we were answered, against how far what is left fell
 * meanwhile. The rest is used by callers that we know nothing of.
 */
final class Strangers {
  private static final double FORGET = 0.98;
  private static final double PART_MIN = 1.0 / 64;
  private static final double ENOUGH = 20;

  /** Responses that overtake each other look like a few strangers. */
  private static final double NEARLY_ALL = 0.9;

  private double ours;
  private double fallen;
  private long answered;
  private boolean seen;
  private long last;

  void answered(long points) {
    answered += points;
  }

  /** A response said what is left, in the window of the one before or in another. */
  void reported(long left, boolean sameWindow) {
    if (seen && sameWindow && left <= last) {
      ours = ours * FORGET + answered;
      fallen = fallen * FORGET + (last - left);
    }
    seen = true;
    last = left;
    answered = 0;
  }

  /** Another window began; {@code others}: maybe with others than there were. */
  void renewed(boolean others) {
    seen = false;
    if (others) {
      ours = 0;
      fallen = 0;
    }
  }

  /** Our part, above 0 and at most 1; 1 until enough was seen. */
  double ownPart() {
    boolean alone = fallen < ENOUGH || ours >= fallen * NEARLY_ALL;
    return alone ? 1 : Math.clamp(ours / fallen, PART_MIN, 1);
  }

  /** The same, but until enough was seen we take ourselves for one of many. */
  double leastPart() {
    return fallen < ENOUGH ? Math.min(1, (ours + 1) / (fallen + 1 / PART_MIN)) : ownPart();
  }
}
