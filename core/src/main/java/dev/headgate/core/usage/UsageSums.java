package dev.headgate.core.usage;

/**
 * Sums of records.
 *
 * @param allowed calls allowed
 * @param throttled calls refused by a limit
 * @param exhausted calls refused by a quota
 * @param refused calls refused for good
 * @param points what the calls cost so far: reserved, and corrected since
 * @param unpaid points that no rule could charge
 */
public record UsageSums(
    long allowed, long throttled, long exhausted, long refused, long points, long unpaid) {
  /** No records. */
  public static final UsageSums NONE = new UsageSums(0, 0, 0, 0, 0, 0);

  /** These and one record more. */
  public UsageSums plus(UsageRecord happened) {
    UsageRecord.Kind kind = happened.kind();
    UsageCost cost = happened.cost();
    return new UsageSums(
        allowed + (kind == UsageRecord.Kind.ALLOWED ? 1 : 0),
        throttled + (kind == UsageRecord.Kind.THROTTLED ? 1 : 0),
        exhausted + (kind == UsageRecord.Kind.EXHAUSTED ? 1 : 0),
        refused + (kind == UsageRecord.Kind.REFUSED ? 1 : 0),
        points + cost.reserved() + cost.correction(),
        unpaid + cost.unpaid());
  }

  /** Both together. */
  public UsageSums plus(UsageSums other) {
    return new UsageSums(
        allowed + other.allowed,
        throttled + other.throttled,
        exhausted + other.exhausted,
        refused + other.refused,
        points + other.points,
        unpaid + other.unpaid);
  }
}
