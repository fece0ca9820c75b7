package dev.headgate.core.time;

import java.time.LocalDate;
import java.time.ZoneId;

/**
 * Stretches of a calendar in a zone. A stretch begins at the first instant of its first day: at
 * midnight, after the gap where clocks jump over midnight, at the earlier one where it comes twice.
 *
 * <p>The local date of an instant is only a first guess. A zone that sets its clocks back over
 * midnight has the new day, the end of the old one and the new day again; a zone that moves over
 * the date line skips a day, whose stretch is then empty. So the window is found by comparing
 * instants.
 */
record CalendarPeriod(Calendar calendar, ZoneId zone) implements Period {
  private static final long DAY = 86_400 * Micros.SECOND;

  @Override
  public Window at(long instant) {
    LocalDate first = calendar.first(LocalDate.ofInstant(Micros.instant(instant), zone));
    while (begin(first) > instant) {
      first = calendar.first(first.minusDays(1));
    }
    LocalDate next = calendar.next(first);
    while (begin(next) <= instant) {
      first = next;
      next = calendar.next(first);
    }
    return new Window(begin(first), begin(next));
  }

  @Override
  public long typicalLength() {
    return calendar.typicalDays() * DAY;
  }

  /** A day more than the days of the stretch: a zone that moves over the date line repeats one. */
  @Override
  public long longestLength() {
    return (calendar.longestDays() + 1) * DAY;
  }

  @Override
  public String name() {
    return calendar.name() + "@" + zone.getId();
  }

  private long begin(LocalDate day) {
    return day.atStartOfDay(zone).toEpochSecond() * Micros.SECOND;
  }
}
