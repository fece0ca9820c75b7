package dev.headgate.core.scenario;

/**
 * The numbers of a meter, from which the engine's and the reference's are both built.
 *
 * <p>Lengths of time are in microseconds.
 */
public sealed interface MeterSpec {
  /** The most that one call can ever take. */
  long amount();

  /** What may not change without the counter starting anew. */
  String identity();

  /** A token bucket. */
  record BucketSpec(long amount, long refill, long period) implements MeterSpec {
    @Override
    public String identity() {
      return "bucket";
    }

    /** How long an empty bucket with as much debt takes to fill, rounded up. */
    public long refilledWithin() {
      return (2 * amount * period + refill - 1) / refill;
    }
  }

  /** A window aligned to the epoch. */
  record WindowSpec(long amount, long length) implements MeterSpec {
    @Override
    public String identity() {
      return "window" + length;
    }
  }

  /** A window that slides, counted exactly. */
  record LogSpec(long amount, long length) implements MeterSpec {
    @Override
    public String identity() {
      return "log" + length;
    }
  }

  /** A window that slides, counted in slices. */
  record SlicesSpec(long amount, long length, int slices) implements MeterSpec {
    @Override
    public String identity() {
      return "slices" + slices + "/" + length;
    }
  }

  /** Permits held by those who run, each renewed within the lease. */
  record PermitsSpec(long amount, long lease, long olderThan) implements MeterSpec {
    @Override
    public String identity() {
      return "permits";
    }
  }

  /** A bound on each call alone. */
  record CeilingSpec(long amount) implements MeterSpec {
    @Override
    public String identity() {
      return "ceiling";
    }
  }

  /** An amount in each window of a period that begins at an instant of its own. */
  record AllotmentSpec(long amount, long length) implements MeterSpec {
    @Override
    public String identity() {
      return "allotment" + length;
    }
  }
}
