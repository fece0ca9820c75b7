package dev.headgate.client.share;

import dev.headgate.client.profile.Rate;

/**
 * Places at a steady rate, with half the count as a burst: the other half is what the server's
 * bucket has for calls that bunch on their way. One number is the state, the instant up to which
 * the rate is used (the virtual scheduling form of the leaky bucket, ITU-T I.371).
 */
final class SteadySlots implements Slots {
  private final long interval;
  private final long ahead;
  private long usedUpTo = Long.MIN_VALUE / 2;

  SteadySlots(Rate rate) {
    interval = Math.ceilDiv(rate.windowMicros(), rate.count());
    ahead = Math.max(0, rate.count() / 2 - 1) * interval;
  }

  @Override
  public long opensAt(long now) {
    return Math.max(now, usedUpTo - ahead);
  }

  @Override
  public int take(long now) {
    usedUpTo = Math.max(usedUpTo, now) + interval;
    return 0;
  }

  @Override
  public void answered(int slot, long now) {
    // Places come back with time, not with answers.
  }

  @Override
  public long intervalMicros() {
    return interval;
  }
}
