package dev.headgate.core.time;

import java.time.DayOfWeek;
import java.time.ZoneId;

/**
 * A rule that cuts time into consecutive windows: hours, days of a zone, billing months. Windows of
 * one period leave no gap and do not overlap, for instants from 0 to {@link Micros#NEVER}.
 * Implementations are safe for all threads, and {@link #at} is cheap for the window asked for last.
 */
public interface Period {
  /** The window that contains the instant. */
  Window at(long instant);

  /** The usual length in microseconds, for display and fields; a month counts 30 days. */
  long typicalLength();

  /** No window is longer than this, in microseconds, whatever the zone. */
  long longestLength();

  /** A stable name of kind and zone; a counter whose period changes its name starts anew. */
  String name();

  /** Whether all windows have one length and begin at whole multiples of it since the epoch. */
  default boolean aligned() {
    return false;
  }

  /** The window before one of this period; itself where it has no beginning. */
  default Window before(Window window) {
    return at(window.start() - 1);
  }

  /** The window after one of this period; itself where it never ends. */
  default Window after(Window window) {
    return window.end() >= Micros.NEVER ? window : at(window.end());
  }

  /**
   * Windows of one length, aligned to the epoch: hours and minutes are those of UTC.
   *
   * @param length in microseconds, 1 to {@link Micros#NEVER} / 4
   */
  static Period every(long length) {
    return new CachedPeriod(new FixedPeriod(length));
  }

  /** Hours of UTC. */
  static Period hour() {
    return every(3600 * Micros.SECOND);
  }

  /** Calendar days of a zone: 23 or 25 hours where its clocks change. */
  static Period day(ZoneId zone) {
    return new CachedPeriod(new CalendarPeriod(new Calendar.Day(), zone));
  }

  /** Weeks of a zone that begin on a day. */
  static Period week(ZoneId zone, DayOfWeek first) {
    return new CachedPeriod(new CalendarPeriod(new Calendar.Week(first), zone));
  }

  /** Calendar months of a zone. */
  static Period month(ZoneId zone) {
    return billingMonth(zone, 1);
  }

  /**
   * Billing months of a zone: from a day of the month to the same day of the next, or the last day
   * of a month that is too short for it.
   *
   * @param anchor day of the month, 1 to 31
   */
  static Period billingMonth(ZoneId zone, int anchor) {
    return new CachedPeriod(new CalendarPeriod(new Calendar.Month(anchor), zone));
  }

  /** One window that never ends. */
  static Period lifetime() {
    return Lifetime.ONLY;
  }
}
