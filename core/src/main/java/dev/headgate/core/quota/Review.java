package dev.headgate.core.quota;

/**
 * What an app's use of a quota has to be before it is given a better tier, as its provider
 * publishes it. It decides nothing by itself: who keeps the tiers holds the use of days against it.
 *
 * @param quota name of the quota whose use is looked at
 * @param grants the tier that an app is given
 * @param above a day is heavy when more than this share of an amount was used in one of its
 *     periods, in hundredths of a percent, 0 to 10,000
 * @param days how many days must be heavy, 1 to {@code of}
 * @param of of how many last days, at most {@link #DAYS_MAX}
 * @param tenants how many tenants the app must have had in those days, at least 1
 * @param proactive whether the provider looks by itself, or only when an app asks
 */
public record Review(
    String quota, String grants, int above, int days, int of, long tenants, boolean proactive) {
  /** The most days that are looked at. */
  public static final int DAYS_MAX = 366;

  /** The most tenants that can be asked for. */
  public static final long TENANTS_MAX = 1_000_000_000L;

  private static final int WHOLE = 10_000;

  public Review {
    if (above < 0 || above > WHOLE) {
      throw new IllegalArgumentException("above: " + above + " (expected: 0 to " + WHOLE + ")");
    }
    if (days < 1 || days > of || of > DAYS_MAX) {
      throw new IllegalArgumentException(
          days + " of " + of + " days (expected: 1 <= n <= m <= " + DAYS_MAX + ")");
    }
    if (tenants < 1 || tenants > TENANTS_MAX) {
      throw new IllegalArgumentException(
          "tenants: " + tenants + " (expected: 1 to " + TENANTS_MAX + ")");
    }
  }

  /**
   * Whether a period makes its day a heavy one.
   *
   * @param used in the period, at least 0
   * @param amount of the quota in it, at least 1
   */
  public boolean heavy(long used, long amount) {
    // The share of the amount, rounded down without a product that could overflow.
    return used > amount / WHOLE * above + amount % WHOLE * above / WHOLE;
  }

  /**
   * Whether an app meets all criteria.
   *
   * @param heavyDays so many of its last {@link #of} days were heavy
   * @param tenantsSeen so many tenants it had in them
   */
  public boolean met(int heavyDays, long tenantsSeen) {
    return heavyDays >= days && tenantsSeen >= tenants;
  }
}
