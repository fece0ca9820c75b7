package dev.headgate.core.scenario;

/**
 * The numbers of a meter, from which the engine's and the reference's are both built.
 *
 * <p>Lengths of time are in microseconds.
 */
public sealed interface MeterSpec {
  /** What it allows, shown as {@code q}. */
  long amount();

  /** The most that one call can ever take. */
  default long capacity() {
    return amount();
  }

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

  /** An allotment that carries at most so much of what was unused into the next window. */
  record CarrySpec(long amount, long length, long most) implements MeterSpec {
    @Override
    public long capacity() {
      return amount + most;
    }

    @Override
    public String identity() {
      return "allotment" + length;
    }
  }

  /** An allotment of which so many windows of the last may go over, however far. */
  record ToleranceSpec(long amount, long length, int exceeded, int of) implements MeterSpec {
    @Override
    public long capacity() {
      return 1L << 51;
    }

    @Override
    public String identity() {
      return "tolerance" + length;
    }
  }

  /**
   * An hour's amount that members share. Shares of the amount are in hundredths of a percent.
   *
   * @param atOnce of what is not guaranteed, what is there as the hour begins
   * @param guaranteed what is promised to members
   * @param floor the smallest portion promised
   * @param saved what a member can save up
   */
  record PoolSpec(long amount, int atOnce, int guaranteed, long floor, long saved)
      implements MeterSpec {
    /** The length of its windows. */
    public static final long HOUR = 3_600_000_000L;

    /** What is left when everything promised is set aside. */
    @Override
    public long capacity() {
      return amount - amount * guaranteed / 10_000;
    }

    @Override
    public String identity() {
      return "pool";
    }
  }
}
