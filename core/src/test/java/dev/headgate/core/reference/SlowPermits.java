package dev.headgate.core.reference;

import dev.headgate.core.scenario.MeterSpec.PermitsSpec;
import java.util.stream.LongStream;

/** Permits: an event is a holder, which counts until its lease ends, and only once old enough. */
record SlowPermits(PermitsSpec spec) implements SlowMeter {
  /** Fits when enough leases have ended; if none frees enough, when the last has. */
  @Override
  public long leaves(SlowCounter counter, long cost, long now) {
    return LongStream.concat(LongStream.of(now), ends(counter))
        .filter(at -> at >= now && free(counter, at) >= cost)
        .min()
        .orElse(lastEnd(counter, now));
  }

  @Override
  public long free(SlowCounter counter, long now) {
    long held = 0;
    for (SlowCounter.Event event : counter.events) {
      if (live(event, now) && now - event.at >= spec.olderThan()) {
        held += event.cost;
      }
    }
    return spec.amount() - held;
  }

  @Override
  public long resetAt(SlowCounter counter, long cost, long now) {
    boolean next = cost > 0 && cost <= spec.amount() && free(counter, now) < cost;
    return next ? leaves(counter, cost, now) : lastEnd(counter, now);
  }

  @Override
  public long room(SlowCounter counter, long debtMax, long now) {
    return 0;
  }

  boolean live(SlowCounter.Event event, long now) {
    return event.cost > 0 && event.renewed + spec.lease() > now;
  }

  private LongStream ends(SlowCounter counter) {
    return counter.events.stream()
        .filter(event -> event.cost > 0)
        .mapToLong(event -> event.renewed + spec.lease());
  }

  private long lastEnd(SlowCounter counter, long now) {
    return Math.max(now, ends(counter).max().orElse(now));
  }
}
