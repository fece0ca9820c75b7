package dev.headgate.core.reference;

import dev.headgate.core.quota.PoolTerms;
import dev.headgate.core.quota.SlowPool;
import dev.headgate.core.scenario.MeterSpec.PoolSpec;

/** A pool: all that its members ever did is done again, by hand, for every question. */
record SlowPooled(PoolSpec spec) implements SlowMeter {
  private static final long THOUSANDTHS = 1_000;

  /**
   * The instant told suffices and need not be the first: it is looked for by halves, in this hour
   * where what that releases is enough, else in the next.
   */
  @Override
  public long leaves(SlowCounter counter, long cost, long now) {
    SlowPool pool = pool(counter);
    long wanted = cost * THOUSANDTHS;
    if (pool.available(counter.member, now) >= wanted) {
      return now;
    }
    long last = end(now) - 1;
    boolean soon = pool.available(counter.member, last) >= wanted;
    long fails = soon ? now : last;
    long passes = soon ? last : last + PoolSpec.HOUR;
    while (passes - fails > 1) {
      long middle = fails + (passes - fails) / 2;
      boolean fits = pool.available(counter.member, middle) >= wanted;
      fails = fits ? fails : middle;
      passes = fits ? middle : passes;
    }
    return passes;
  }

  @Override
  public long free(SlowCounter counter, long now) {
    return pool(counter).available(counter.member, now) / THOUSANDTHS;
  }

  @Override
  public long resetAt(SlowCounter counter, long cost, long now) {
    boolean ever = cost > 0 && cost <= spec.capacity();
    long passesAt = ever ? leaves(counter, cost, now) : now;
    return passesAt > now ? Math.min(passesAt, end(now)) : end(now);
  }

  @Override
  public long room(SlowCounter counter, long debtMax, long now) {
    long owed = pool(counter).owed(counter.member, now) / THOUSANDTHS;
    return free(counter, now) + Math.max(0, debtMax - owed);
  }

  private SlowPool pool(SlowCounter counter) {
    PoolTerms terms = new PoolTerms(spec.atOnce(), spec.guaranteed(), spec.floor(), spec.saved());
    SlowPool pool = new SlowPool(spec.amount(), terms);
    for (SlowCounter.Event event : counter.events) {
      if (event.cost < 0) {
        pool.giveBack(event.member, -event.cost, event.takenAt, event.at);
      } else {
        pool.take(event.member, event.cost, event.at);
      }
    }
    return pool;
  }

  private static long end(long now) {
    return (now / PoolSpec.HOUR + 1) * PoolSpec.HOUR;
  }
}
