package dev.headgate.simulator.page;

import java.util.ArrayList;
import java.util.List;

/**
 * An axis of whole numbers from 0 with round marks (1, 2 or 5 times a power of ten).
 *
 * @param step between marks, at least 1
 * @param top the last mark, at least the largest number shown
 */
record Scale(long step, long top) {
  /** The axis on which a number fits, with about so many marks. */
  static Scale of(long most, int marks) {
    long wanted = Math.max(1, Math.ceilDiv(Math.max(1, most), marks));
    long power = 1;
    while (power * 10 <= wanted) {
      power *= 10;
    }
    long step = power;
    for (long factor : new long[] {1, 2, 5, 10}) {
      step = power * factor;
      if (step >= wanted) {
        break;
      }
    }
    return new Scale(step, Math.ceilDiv(Math.max(1, most), step) * step);
  }

  /** All marks, 0 included. */
  List<Long> marks() {
    List<Long> marks = new ArrayList<>();
    for (long mark = 0; mark <= top; mark += step) {
      marks.add(mark);
    }
    return marks;
  }

  /** Where a number lies, as a part of so many pixels. */
  double place(long number, double pixels) {
    return pixels * Math.min(number, top) / top;
  }
}
