package dev.headgate.core.reference;

import dev.headgate.core.scenario.MeterSpec.CarrySpec;
import dev.headgate.core.scenario.MeterSpec.ToleranceSpec;

/**
 * Windows aligned to the epoch, in which more may be used where those before left something or were
 * kept: all of them are gone through from the first taking on.
 *
 * @param amount allowed in any window
 * @param length of a window
 * @param most carried from one window into the next
 * @param exceeded how many of the last windows, this one included, may go over
 * @param of how many windows those are
 */
record SlowLookingBack(long amount, long length, long most, int exceeded, int of)
    implements SlowMeter {
  /** What a window may hold that may go over: more than is ever asked for. */
  private static final long BOUNDLESS = 1L << 51;

  /** Beyond so many windows to come nothing changes any more. */
  private static final int WINDOWS = 60;

  static SlowLookingBack of(CarrySpec spec) {
    return new SlowLookingBack(spec.amount(), spec.length(), spec.most(), 0, 1);
  }

  static SlowLookingBack of(ToleranceSpec spec) {
    return new SlowLookingBack(spec.amount(), spec.length(), 0, spec.exceeded(), spec.of());
  }

  /** Whether two instants lie in one window. */
  boolean together(long one, long other) {
    return one / length == other / length;
  }

  @Override
  public long leaves(SlowCounter counter, long cost, long now) {
    if (cost <= free(counter, now)) {
      return now;
    }
    for (long window = now / length + 1; window <= now / length + WINDOWS; window++) {
      if (cost <= free(counter, window * length)) {
        return window * length;
      }
    }
    return SlowCounter.NEVER;
  }

  @Override
  public long free(SlowCounter counter, long now) {
    long here = now / length;
    int over = 1;
    for (long window = here - of + 1; window < here; window++) {
      over += used(counter, window) > amount ? 1 : 0;
    }
    return over <= exceeded ? BOUNDLESS - used(counter, here) : shown(counter, now);
  }

  @Override
  public long shown(SlowCounter counter, long now) {
    long here = now / length;
    long carried = 0;
    if (!counter.events.isEmpty()) {
      for (long window = counter.events.getFirst().at / length; window < here; window++) {
        carried = Math.clamp(amount + carried - used(counter, window), 0, most);
      }
    }
    return amount + carried - used(counter, here);
  }

  @Override
  public long resetAt(SlowCounter counter, long cost, long now) {
    return (now / length + 1) * length;
  }

  @Override
  public long room(SlowCounter counter, long debtMax, long now) {
    return Math.max(0, free(counter, now) + debtMax);
  }

  private long used(SlowCounter counter, long window) {
    long used = 0;
    for (SlowCounter.Event event : counter.events) {
      used += event.at / length == window ? event.cost : 0;
    }
    return used;
  }
}
