package dev.headgate.core.quota;

import dev.headgate.core.limit.Numbers;

/**
 * How a pool is shared. The three switches of a pool are independent: what is released at once and
 * what evenly, what is guaranteed, and whether what is released belongs to the active members in
 * equal shares before it is common.
 *
 * @param atOnce share of what is not guaranteed that is there at the start of a period, in
 *     hundredths of a percent; the rest is released evenly
 * @param guaranteed share of the amount that is promised to members, in hundredths of a percent, at
 *     most 5,000
 * @param floor the smallest portion promised to a member, in units, at least 1
 * @param saved how much of its own share a member can save up, in units; 0 where nothing of the
 *     release is anybody's own
 */
public record PoolTerms(int atOnce, int guaranteed, long floor, long saved) {
  /** The whole of a share, in hundredths of a percent. */
  public static final int WHOLE = 10_000;

  /** The usual smallest portion, in points. */
  public static final long FLOOR_USUAL = 100;

  /** One counter: all of it at once, first come. */
  public static final PoolTerms PLAIN = new PoolTerms(WHOLE, 0, FLOOR_USUAL, 0);

  public PoolTerms {
    Numbers.check("released at once", atOnce, 0, WHOLE);
    Numbers.check("guaranteed", guaranteed, 0, WHOLE / 2);
    Numbers.check("floor", floor, 1, Pool.AMOUNT_MAX);
    Numbers.check("saved", saved, 0, Pool.AMOUNT_MAX);
  }

  /** Released evenly but for a share at the start, in hundredths of a percent. */
  public PoolTerms releasing(int share) {
    return new PoolTerms(share, guaranteed, floor, saved);
  }

  /** With a share of the amount promised in portions of at least so many units. */
  public PoolTerms guaranteeing(int share, long least) {
    return new PoolTerms(atOnce, share, least, saved);
  }

  /** With equal shares for the active members, who can save up so many units each. */
  public PoolTerms saving(long most) {
    return new PoolTerms(atOnce, guaranteed, floor, most);
  }
}
