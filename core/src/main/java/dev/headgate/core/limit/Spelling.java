package dev.headgate.core.limit;

/**
 * Takes down the arithmetic of a meter as numbers, for a store that computes in another language:
 * first the kind, then the numbers that the kind is made of, each 0 to {@link Numbers#BOUND} - 1.
 */
public interface Spelling {
  /** The kinds of arithmetic that there are. */
  enum Kind {
    /** Amount. */
    CEILING,
    /**
     * Capacity, grains per microsecond, divisor, grains of a unit, grains when full, time in which
     * it and as much debt refill, millionths when full.
     */
    BUCKET,
    /** Amount, length. */
    FIXED_WINDOW,
    /** Amount, slices, length of a slice. */
    SLIDING_SLICES,
    /**
     * Amount, capacity, what is beyond (0 nothing, 1 carry, 2 tolerance), its two numbers, for how
     * long a state counts, then the period.
     */
    ALLOTMENT,
    /** Amount, length, most entries. */
    SLIDING_LOG,
    /** Amount, lease, time after which a permit counts, most holders. */
    CONCURRENCY,
    /**
     * In grains but for the first: capacity, shared, reserve, at once, floor, saved; then length of
     * a stretch, most active members, longest window, then the period.
     */
    POOL
  }

  /** Begins with the kind. */
  void kind(Kind kind);

  /** One number more. */
  void number(long number);
}
