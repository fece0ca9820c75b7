package dev.headgate.core.memory;

import dev.headgate.core.snapshot.Key;

/**
 * What one step on the counters notes between its two passes; kept with a stripe and guarded by it,
 * so that a step allocates only its answer.
 */
final class Scratch {
  long[][] cells = new long[8][];
  long[] passesAt = new long[8];
  Key[] keys = new Key[8];
  boolean[] overflowed = new boolean[8];

  void ensure(int claims) {
    if (cells.length < claims) {
      int size = Integer.highestOneBit(claims) * 2;
      cells = new long[size][];
      passesAt = new long[size];
      keys = new Key[size];
      overflowed = new boolean[size];
    }
  }
}
