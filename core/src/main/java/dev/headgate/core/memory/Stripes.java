package dev.headgate.core.memory;

import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.locks.LockSupport;

/**
 * Sixty-four locks, taken several at once by a bit mask in ascending order, so that holders never
 * wait for each other in a ring. They are held for well under a microsecond, hence the short spin.
 */
final class Stripes {
  static final int COUNT = 64;

  /** One lock to a cache line. */
  private static final int STRIDE = 16;

  private static final int SPINS = 64;
  private static final long PARK_NANOS = 20_000;

  private final AtomicIntegerArray locks = new AtomicIntegerArray(COUNT * STRIDE);

  static long bit(int hash) {
    return 1L << (hash & (COUNT - 1));
  }

  void lock(long mask) {
    for (long rest = mask; rest != 0; rest &= rest - 1) {
      int index = Long.numberOfTrailingZeros(rest) * STRIDE;
      if (!locks.weakCompareAndSetAcquire(index, 0, 1)) {
        await(index);
      }
    }
  }

  void unlock(long mask) {
    for (long rest = mask; rest != 0; rest &= rest - 1) {
      locks.setRelease(Long.numberOfTrailingZeros(rest) * STRIDE, 0);
    }
  }

  private void await(int index) {
    for (int tries = 0; ; tries++) {
      if (locks.getPlain(index) == 0 && locks.weakCompareAndSetAcquire(index, 0, 1)) {
        return;
      }
      if (tries < SPINS) {
        Thread.onSpinWait();
      } else {
        LockSupport.parkNanos(PARK_NANOS);
      }
    }
  }
}
