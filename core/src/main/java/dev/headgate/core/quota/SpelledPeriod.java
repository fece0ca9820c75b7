package dev.headgate.core.quota;

import dev.headgate.core.limit.Spelling;
import dev.headgate.core.time.Micros;
import dev.headgate.core.time.Period;
import dev.headgate.core.time.Window;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * A period as numbers: its length, where its windows are aligned to the epoch; else 0, how many
 * bounds, and the bounds of the windows around an instant.
 */
final class SpelledPeriod {
  /** So many windows after the present one are spelled, in case a store's clock is ahead. */
  private static final int AFTER = 2;

  private SpelledPeriod() {}

  /**
   * Spells a period.
   *
   * @param before how many windows before the present one can be asked for
   */
  static void spell(Period period, int before, long now, Spelling to) {
    if (period.aligned()) {
      to.number(period.typicalLength());
      return;
    }
    Deque<Long> bounds = bounds(period, before, now);
    to.number(0);
    to.number(bounds.size());
    bounds.forEach(to::number);
  }

  private static Deque<Long> bounds(Period period, int before, long now) {
    Window present = period.at(now);
    Deque<Long> bounds = new ArrayDeque<>();
    bounds.add(present.start());
    Window earlier = present;
    for (int i = 0; i < before && earlier.start() > 0; i++) {
      earlier = period.before(earlier);
      bounds.addFirst(Math.max(0, earlier.start()));
    }
    Window later = present;
    bounds.addLast(later.end());
    for (int i = 0; i < AFTER && later.end() < Micros.NEVER; i++) {
      later = period.after(later);
      bounds.addLast(later.end());
    }
    return bounds;
  }
}
