package dev.headgate.core.usage;

/**
 * What one record adds to the books, in points.
 *
 * @param reserved by an allowed call when it was decided, at least 0
 * @param correction by an ending: the real cost less what the call counted for before, so that
 *     reserved and corrections add up to the cost
 * @param unpaid the most that one rule, enforced, could not charge for it, at least 0
 */
public record UsageCost(long reserved, long correction, long unpaid) {
  /** A call that costs nothing. */
  public static final UsageCost NONE = new UsageCost(0, 0, 0);
}
