package dev.headgate.server.share;

import java.util.List;

/**
 * What the server says to a member.
 *
 * @param given whether a place is kept for it from now on
 * @param waitMicros until the place is free, or until it should ask again
 * @param at instant at which the place is free, by the server's clock
 * @param inLine how many members stand in line
 */
record Told(boolean given, long waitMicros, long at, int inLine) {
  private static final int NUMBERS = 4;

  /** Reads what the script answered. */
  static Told of(List<?> numbers) {
    if (numbers.size() != NUMBERS) {
      throw new IllegalStateException("answer: " + numbers + " (expected: four numbers)");
    }
    return new Told(
        number(numbers, 0) == 1,
        number(numbers, 1),
        number(numbers, 2),
        Math.toIntExact(number(numbers, 3)));
  }

  private static long number(List<?> numbers, int at) {
    if (numbers.get(at) instanceof Long number) {
      return number;
    }
    throw new IllegalStateException("answer: " + numbers + " (expected: four numbers)");
  }
}
