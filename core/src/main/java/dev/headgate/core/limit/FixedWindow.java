package dev.headgate.core.limit;

import dev.headgate.core.time.Micros;
import org.jspecify.annotations.Nullable;

/**
 * At most an amount in each window of one length, aligned to the epoch.
 *
 * <p>State: used, and the start of the window in which it was used.
 */
public final class FixedWindow implements Meter {
  private static final int USED = 0;
  private static final int START = 1;

  private final long amount;
  private final long length;

  /**
   * A fixed window.
   *
   * @param amount at least 1, at most {@link Numbers#AMOUNT_MAX}
   * @param length in microseconds, at least 1, at most {@link Numbers#AMOUNT_MAX}
   */
  public FixedWindow(long amount, long length) {
    this.amount = Numbers.check("amount", amount, 1, Numbers.AMOUNT_MAX);
    this.length = Numbers.check("length", length, 1, Numbers.AMOUNT_MAX);
  }

  @Override
  public int words() {
    return 2;
  }

  @Override
  public long capacity() {
    return amount;
  }

  @Override
  public long amount() {
    return amount;
  }

  @Override
  public long windowMicros() {
    return length;
  }

  @Override
  public String signature() {
    return "window-" + length;
  }

  @Override
  public long passesAt(long[] cell, int at, long cost, long now) {
    if (cost == 0) {
      return now;
    }
    if (cost > amount) {
      return Micros.NEVER;
    }
    return used(cell, at, now) + cost <= amount ? now : end(cell, at, now);
  }

  @Override
  public long[] take(long[] cell, int at, long cost, long now, long holder) {
    long used = used(cell, at, now);
    cell[at + USED] = used + cost;
    cell[at + START] = start(cell, at, now);
    return cell;
  }

  @Override
  public void giveBack(long[] cell, int at, Taking taking, long cost, long now) {
    long start = cell[at + START];
    boolean same = start <= taking.at() && taking.at() < start + length;
    if (same && start(cell, at, now) == start) {
      cell[at + USED] = Math.max(0, cell[at + USED] - cost);
    }
  }

  @Override
  public long remaining(long[] cell, int at, long now) {
    return Math.max(0, amount - used(cell, at, now));
  }

  @Override
  public long resetAt(long[] cell, int at, long cost, long now) {
    return end(cell, at, now);
  }

  @Override
  public long room(long[] cell, int at, long debtMax, long now) {
    return Math.max(0, Numbers.sum(amount, debtMax) - used(cell, at, now));
  }

  @Override
  public @Nullable Meter part(int share) {
    long part = Numbers.part(amount, share);
    return part == 0 ? null : new FixedWindow(part, length);
  }

  @Override
  public long deadAt(long[] cell, int at, long now) {
    return end(cell, at, now);
  }

  /** The end of the window. */
  @Override
  public long spendableUntil(long takenAt) {
    return Numbers.later(takenAt - Math.floorMod(takenAt, length), length);
  }

  @Override
  public void spell(Spelling to, long now) {
    to.kind(Spelling.Kind.FIXED_WINDOW);
    to.number(amount);
    to.number(length);
  }

  private long used(long[] cell, int at, long now) {
    return now - cell[at + START] < length ? cell[at + USED] : 0;
  }

  /** The window of the instant, or the newest one seen where the instant lies before it. */
  private long start(long[] cell, int at, long now) {
    long newest = cell[at + START];
    // Within the newest window, which is nearly always, no division is needed.
    return now - newest < length ? newest : now - Math.floorMod(now, length);
  }

  private long end(long[] cell, int at, long now) {
    return Numbers.later(start(cell, at, now), length);
  }
}
