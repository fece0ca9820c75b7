package dev.headgate.core.limit;

import dev.headgate.core.time.Micros;
import org.jspecify.annotations.Nullable;

/**
 * At most an amount in any window of one length, counted in slices: the slice of the instant, and
 * as many before it as cover a window, the oldest of them in full. So it is never over, and a
 * caller at full demand gets at least {@code 1 - 1/slices} of the amount. State has a fixed size
 * whatever the amount.
 *
 * <p>State: number of the newest slice since the epoch, then what was used in it and in each slice
 * of the window before it, in a ring.
 */
public final class SlidingSlices implements Meter {
  /** The most slices. */
  public static final int SLICES_MAX = 60;

  private static final int NEWEST = 0;
  private static final int RING = 1;

  private final long amount;
  private final long length;
  private final int slices;
  private final long slice;

  /**
   * A sliced sliding window.
   *
   * @param amount at least 1, at most {@link Numbers#AMOUNT_MAX}
   * @param length in microseconds, at least the cube of {@code slices}, so that what is lost by
   *     rounding a slice up to whole microseconds stays within one slice; at most {@link
   *     Numbers#AMOUNT_MAX}
   * @param slices 1 to {@link #SLICES_MAX}
   */
  public SlidingSlices(long amount, long length, int slices) {
    this.amount = Numbers.check("amount", amount, 1, Numbers.AMOUNT_MAX);
    this.slices = (int) Numbers.check("slices", slices, 1, SLICES_MAX);
    long least = (long) slices * slices * slices;
    this.length = Numbers.check("length", length, least, Numbers.AMOUNT_MAX);
    slice = Numbers.ceilDiv(length, slices);
  }

  @Override
  public int words() {
    return RING + slices + 1;
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
    return "slices-" + slices + "-" + length;
  }

  @Override
  public long passesAt(long[] cell, int at, long cost, long now) {
    if (cost == 0) {
      return now;
    }
    return cost > amount ? Micros.NEVER : whenUsedAtMost(cell, at, amount - cost, now);
  }

  @Override
  public long[] take(long[] cell, int at, long cost, long now, long holder) {
    long number = number(cell, at, now);
    clear(cell, at, cell[at + NEWEST] + 1, number);
    cell[at + NEWEST] = number;
    cell[at + RING + place(number)] += cost;
    return cell;
  }

  @Override
  public void giveBack(long[] cell, int at, Taking taking, long cost, long now) {
    long number = Math.floorDiv(taking.at(), slice);
    if (number >= number(cell, at, now) - slices && number <= cell[at + NEWEST]) {
      int word = at + RING + place(number);
      cell[word] = Math.max(0, cell[word] - cost);
    }
  }

  @Override
  public long remaining(long[] cell, int at, long now) {
    return Math.max(0, amount - used(cell, at, now));
  }

  @Override
  public long resetAt(long[] cell, int at, long cost, long now) {
    long most = amount - cost;
    return whenUsedAtMost(cell, at, most < 0 || used(cell, at, now) <= most ? 0 : most, now);
  }

  @Override
  public long room(long[] cell, int at, long debtMax, long now) {
    return Math.max(0, Numbers.sum(amount, debtMax) - used(cell, at, now));
  }

  @Override
  public @Nullable Meter part(int share) {
    long part = Numbers.part(amount, share);
    return part == 0 ? null : new SlidingSlices(part, length, slices);
  }

  @Override
  public long deadAt(long[] cell, int at, long now) {
    return leavesAt(number(cell, at, now));
  }

  /** The end of the slice. */
  @Override
  public long spendableUntil(long takenAt) {
    return Math.min(Micros.NEVER, (Math.floorDiv(takenAt, slice) + 1) * slice);
  }

  @Override
  public void spell(Spelling to, long now) {
    to.kind(Spelling.Kind.SLIDING_SLICES);
    to.number(amount);
    to.number(slices);
    to.number(slice);
  }

  private long used(long[] cell, int at, long now) {
    long used = 0;
    int place = place(number(cell, at, now) - slices);
    for (long i = number(cell, at, now) - slices; i <= cell[at + NEWEST]; i++) {
      used += cell[at + RING + place];
      place = place == slices ? 0 : place + 1;
    }
    return used;
  }

  /** The first instant at which no more than that much is used. */
  private long whenUsedAtMost(long[] cell, int at, long most, long now) {
    long used = used(cell, at, now);
    long when = now;
    for (long i = number(cell, at, now) - slices; used > most; i++) {
      used -= cell[at + RING + place(i)];
      when = leavesAt(i);
    }
    return when;
  }

  /** The slice of the instant, or the newest one seen where the instant lies before it. */
  private long number(long[] cell, int at, long now) {
    return Math.max(cell[at + NEWEST], Math.floorDiv(now, slice));
  }

  private long leavesAt(long number) {
    return Math.min(Micros.NEVER, (number + slices + 1) * slice);
  }

  private int place(long number) {
    return (int) Math.floorMod(number, (long) slices + 1);
  }

  private void clear(long[] cell, int at, long from, long to) {
    for (long i = Math.max(from, to - slices); i <= to; i++) {
      cell[at + RING + place(i)] = 0;
    }
  }
}
