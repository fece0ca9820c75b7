package dev.headgate.client.share;

import dev.headgate.client.profile.Rate;
import java.util.Arrays;

/**
 * Places that are free again one window after the response. Of several free ones the longest free
 * is taken.
 */
final class SlotRing implements Slots {
  private final long[] freeAt;
  private final long window;

  SlotRing(Rate rate) {
    freeAt = new long[rate.count()];
    Arrays.fill(freeAt, Long.MIN_VALUE);
    window = rate.windowMicros() + 1;
  }

  @Override
  public long opensAt(long now) {
    return Math.max(now, freeAt[earliest()]);
  }

  @Override
  public int take(long now) {
    int slot = earliest();
    assert freeAt[slot] <= now : freeAt[slot] + " > " + now;
    freeAt[slot] = NEVER;
    return slot;
  }

  @Override
  public void answered(int slot, long now) {
    freeAt[slot] = now + window;
  }

  @Override
  public long intervalMicros() {
    return Math.ceilDiv(window, freeAt.length);
  }

  private int earliest() {
    int earliest = 0;
    for (int i = 1; i < freeAt.length; i++) {
      if (freeAt[i] < freeAt[earliest]) {
        earliest = i;
      }
    }
    return earliest;
  }
}
