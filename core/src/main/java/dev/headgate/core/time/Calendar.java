package dev.headgate.core.time;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.temporal.TemporalAdjusters;

/** Cuts the days of a calendar into stretches, each named by its first day. */
sealed interface Calendar {
  /** The first day of the stretch that contains the day. */
  LocalDate first(LocalDate day);

  /** The first day of the stretch after the one that begins on this day. */
  LocalDate next(LocalDate first);

  /** The usual length in days. */
  long typicalDays();

  /** The most days that a stretch has. */
  long longestDays();

  /** A stable name. */
  String name();

  /** Each day for itself. */
  record Day() implements Calendar {
    @Override
    public LocalDate first(LocalDate day) {
      return day;
    }

    @Override
    public LocalDate next(LocalDate first) {
      return first.plusDays(1);
    }

    @Override
    public long typicalDays() {
      return 1;
    }

    @Override
    public long longestDays() {
      return 1;
    }

    @Override
    public String name() {
      return "day";
    }
  }

  /** Seven days from a day of the week. */
  record Week(DayOfWeek begin) implements Calendar {
    @Override
    public LocalDate first(LocalDate day) {
      return day.with(TemporalAdjusters.previousOrSame(begin));
    }

    @Override
    public LocalDate next(LocalDate first) {
      return first.plusDays(7);
    }

    @Override
    public long typicalDays() {
      return 7;
    }

    @Override
    public long longestDays() {
      return 7;
    }

    @Override
    public String name() {
      return "week-" + begin;
    }
  }

  /** From a day of one month to the day before it in the next, in short months from the last. */
  record Month(int anchor) implements Calendar {
    public Month {
      if (anchor < 1 || anchor > 31) {
        throw new IllegalArgumentException("anchor: " + anchor + " (expected: 1 to 31)");
      }
    }

    @Override
    public LocalDate first(LocalDate day) {
      LocalDate begin = begin(YearMonth.from(day));
      return begin.isAfter(day) ? begin(YearMonth.from(day).minusMonths(1)) : begin;
    }

    @Override
    public LocalDate next(LocalDate first) {
      return begin(YearMonth.from(first).plusMonths(1));
    }

    @Override
    public long typicalDays() {
      return 30;
    }

    @Override
    public long longestDays() {
      return 31;
    }

    @Override
    public String name() {
      return anchor == 1 ? "month" : "month-" + anchor;
    }

    private LocalDate begin(YearMonth month) {
      return month.atDay(Math.min(anchor, month.lengthOfMonth()));
    }
  }
}
