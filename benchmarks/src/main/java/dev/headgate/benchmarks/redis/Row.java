package dev.headgate.benchmarks.redis;

import java.util.List;

/**
 * A row of what must be reached, with all that was measured for it.
 *
 * @param name of the row
 * @param what is measured
 * @param lines medians of each contestant
 * @param goals what is wanted of it, and is
 */
record Row(String name, String what, List<Line> lines, List<Goal> goals) {
  /** Medians over the rounds of one contestant. */
  record Line(String contestant, Round medians) {}

  /**
   * What is wanted.
   *
   * @param what of what
   * @param is what was measured
   * @param wanted what it has to be at least, or at most where {@code atMost}
   * @param met whether it is
   */
  record Goal(String what, double is, double wanted, boolean atMost, boolean met) {
    static Goal atLeast(double wanted, String what, double is) {
      return new Goal(what, is, wanted, /* atMost= */ false, is >= wanted);
    }

    static Goal atMost(double wanted, String what, double is) {
      return new Goal(what, is, wanted, /* atMost= */ true, is <= wanted);
    }
  }
}
