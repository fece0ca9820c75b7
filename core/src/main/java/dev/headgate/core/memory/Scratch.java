package dev.headgate.core.memory;

/**
 * What one step on the counters notes between its two passes; kept with a stripe and guarded by it,
 * so that a step allocates only its answer. Only numbers: a reference written into an old object
 * costs more, by the collector's barrier, than looking a counter up again.
 */
final class Scratch {
  long[] passesAt = new long[8];
  boolean[] overflowed = new boolean[8];

  /** Whether the pool of a claim that is overflowed had no room either. */
  boolean[] poolOverflowed = new boolean[8];

  /** Where the state of a claim begins in the cell found, or 0 where its limit never touched it. */
  int[] states = new int[8];

  void ensure(int claims) {
    if (passesAt.length < claims) {
      int size = Integer.highestOneBit(claims) * 2;
      passesAt = new long[size];
      overflowed = new boolean[size];
      poolOverflowed = new boolean[size];
      states = new int[size];
    }
  }
}
