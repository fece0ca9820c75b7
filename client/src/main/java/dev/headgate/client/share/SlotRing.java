package dev.headgate.client.share;

import dev.headgate.client.profile.Rate;

/**
 * Places that are free again one window after the response. They come free in the order of the
 * responses, so a ring of their instants is all there is to know; they have no numbers.
 */
final class SlotRing implements Slots {
  private final long[] freeAt;
  private final long window;

  /** The place that is free first, and how many are not out. */
  private int first;

  private int kept;

  SlotRing(Rate rate) {
    freeAt = new long[rate.count()];
    kept = freeAt.length;
    window = rate.windowMicros() + 1;
  }

  @Override
  public long opensAt(long now) {
    return kept == 0 ? NEVER : Math.max(now, freeAt[first]);
  }

  @Override
  public int take(long now) {
    assert opensAt(now) <= now : opensAt(now) + " > " + now;
    first = first + 1 == freeAt.length ? 0 : first + 1;
    kept--;
    return 0;
  }

  @Override
  public void answered(int slot, long now) {
    freeAt[(first + kept) % freeAt.length] = now + window;
    kept++;
  }

  @Override
  public long intervalMicros() {
    return Math.ceilDiv(window, freeAt.length);
  }
}
