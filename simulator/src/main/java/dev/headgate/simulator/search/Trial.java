package dev.headgate.simulator.search;

/**
 * One amount, and how many it never limits.
 *
 * @param amount of the limit
 * @param within how many were never limited
 * @param members how many it concerned
 */
public record Trial(long amount, long within, long members) {
  /** Whether at least a share, in hundredths of a percent, was never limited. */
  boolean holds(int share) {
    return within * Question.WHOLE >= share * members;
  }
}
