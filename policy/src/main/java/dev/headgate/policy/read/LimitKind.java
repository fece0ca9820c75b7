package dev.headgate.policy.read;

import dev.headgate.core.limit.Bucket;
import dev.headgate.core.limit.Ceiling;
import dev.headgate.core.limit.Concurrency;
import dev.headgate.core.limit.FixedWindow;
import dev.headgate.core.limit.Meter;
import dev.headgate.core.limit.SlidingLog;
import dev.headgate.core.limit.SlidingSlices;
import dev.headgate.core.time.Micros;

/** A kind of limit with its parameters but the amount; gives the meter for an amount. */
sealed interface LimitKind {
  /** The meter for an amount; throws where the arithmetic would leave its bound. */
  Meter meter(long amount);

  /**
   * A token bucket.
   *
   * @param every length in which the amount comes back
   * @param capacity the most it holds, in units or, if {@code times}, in amounts
   */
  record Filling(long every, long capacity, boolean times) implements LimitKind {
    @Override
    public Meter meter(long amount) {
      return new Bucket(times ? Math.multiplyExact(amount, capacity) : capacity, amount, every);
    }
  }

  /** A window aligned to the epoch. */
  record Aligned(long every) implements LimitKind {
    @Override
    public Meter meter(long amount) {
      return new FixedWindow(amount, every);
    }
  }

  /** Any window of the length; exact with a log where there are no slices. */
  record Sliding(long every, int slices) implements LimitKind {
    @Override
    public Meter meter(long amount) {
      return slices == 0 ? new SlidingLog(amount, every) : new SlidingSlices(amount, every, slices);
    }
  }

  /** Permits held at once. */
  record Concurrent(long lease, long olderThan) implements LimitKind {
    /** The lease of a permit unless the policy says otherwise: one minute. */
    static final long USUAL_LEASE = 60 * Micros.SECOND;

    @Override
    public Meter meter(long amount) {
      return new Concurrency(amount, lease, olderThan);
    }
  }

  /** A bound on each call alone. */
  record Each() implements LimitKind {
    @Override
    public Meter meter(long amount) {
      return new Ceiling(amount);
    }
  }

  /** One call at a time, so far apart. */
  record Spacing(long micros) implements LimitKind {
    @Override
    public Meter meter(long amount) {
      return Bucket.spacing(micros);
    }
  }
}
