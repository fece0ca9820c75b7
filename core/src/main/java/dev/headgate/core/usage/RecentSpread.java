package dev.headgate.core.usage;

import dev.headgate.core.time.Micros;

/**
 * A {@link Spread} of what came lately: on the newest day of UTC that saw any and on the day
 * before, so of the last 24 to 48 hours of what is called every day. Twice the size of a spread.
 * Safe for all threads; what comes while a day begins may be counted on the other side of midnight.
 */
final class RecentSpread {
  private static final long DAY = 86_400 * Micros.SECOND;

  private volatile Days days = new Days(0, new Spread(), new Spread());

  /** Two days that follow each other. */
  private record Days(long number, Spread newest, Spread before) {
    Days at(long day) {
      return new Days(day, new Spread(), day == number + 1 ? newest : new Spread());
    }
  }

  /**
   * Counts a cost.
   *
   * @param at instant in microseconds
   */
  void add(long cost, long at) {
    days(Math.floorDiv(at, DAY)).newest().add(cost);
  }

  /** What they come to. */
  CostDrift.Recent recent() {
    Days both = days;
    Spread newest = both.newest();
    Spread before = both.before();
    return new CostDrift.Recent(
        newest.count() + before.count(), newest.share(50, before), newest.share(95, before));
  }

  private Days days(long day) {
    Days known = days;
    return day <= known.number() ? known : turned(day);
  }

  private synchronized Days turned(long day) {
    if (day > days.number()) {
      days = days.at(day);
    }
    return days;
  }
}
