package dev.headgate.core.quota;

import dev.headgate.core.limit.Meter;
import dev.headgate.core.limit.Numbers;
import dev.headgate.core.limit.SlidingSlices;
import dev.headgate.core.limit.Spelling;
import dev.headgate.core.limit.Taking;
import dev.headgate.core.time.Micros;
import dev.headgate.core.time.Period;
import dev.headgate.core.time.Window;
import org.jspecify.annotations.Nullable;

/**
 * An amount per window of a period, and what is allowed beyond it: nothing, what was carried over
 * from the window before, or going over in a few windows of many.
 *
 * <p>State: used, the start of the window in which it was used, and what is beyond (carried into
 * that window, or which windows before it went over). A window that has begun since is worked out
 * from that state when it is read and written at the next taking. An amount of 0 is an allotment of
 * nothing.
 */
public final class Allotment implements Meter {
  /** How many slices a rolling allotment is counted in. */
  public static final int ROLLING_SLICES = 48;

  /** The most windows that a tolerance looks back on. */
  public static final int WINDOWS_MAX = 48;

  private static final int USED = 0;
  private static final int START = 1;
  private static final int EXTRA = 2;

  private final long amount;
  private final Period period;
  private final Beyond beyond;

  /**
   * An amount per window, and nothing beyond it.
   *
   * @param amount 0 to {@link Numbers#AMOUNT_MAX}
   */
  public Allotment(long amount, Period period) {
    this(amount, period, new Beyond.Nothing());
  }

  private Allotment(long amount, Period period, Beyond beyond) {
    this.amount = Numbers.check("amount", amount, 0, Numbers.AMOUNT_MAX);
    this.period = period;
    this.beyond = beyond;
  }

  /** An amount in any stretch of one length, in {@link #ROLLING_SLICES} slices. */
  public static Meter rolling(long amount, long length) {
    return new SlidingSlices(amount, length, ROLLING_SLICES);
  }

  /**
   * The same with what was unused of a window, its own carry included, carried into the next.
   *
   * @param most carried at most, 1 to the amount
   * @throws IllegalArgumentException where it tolerates windows that go over
   */
  public Allotment carrying(long most) {
    Numbers.check("carried over", most, 1, amount);
    return with(new Beyond.Carry(most));
  }

  /**
   * The same where a window may go over as long as at most {@code exceeded} of the last {@code of}
   * windows, this one included, went over. How far it goes over is for another rule to bound.
   *
   * @param exceeded 1 to {@code of} - 1
   * @param of 2 to {@link #WINDOWS_MAX}
   * @throws IllegalArgumentException where it carries over
   */
  public Allotment tolerating(int exceeded, int of) {
    return with(new Beyond.Tolerance(exceeded, of));
  }

  private Allotment with(Beyond added) {
    if (!(beyond instanceof Beyond.Nothing)) {
      throw new IllegalArgumentException(
          beyond + " and " + added + " (expected: either carry-over or tolerance)");
    }
    return new Allotment(amount, period, added);
  }

  @Override
  public int words() {
    return 3;
  }

  @Override
  public long capacity() {
    return beyond.capacity(amount);
  }

  @Override
  public long amount() {
    return amount;
  }

  /** The usual length of a window. */
  @Override
  public long windowMicros() {
    return period.typicalLength();
  }

  @Override
  public String signature() {
    return "allotment-" + period.name() + beyond.signature();
  }

  @Override
  public long passesAt(long[] cell, int at, long cost, long now) {
    if (cost == 0) {
      return now;
    }
    if (cost > capacity()) {
      return Micros.NEVER;
    }
    Window window = window(cell, at, now);
    long extra = extra(cell, at, window);
    long used = used(cell, at, window);
    if (used + cost <= beyond.ceiling(amount, extra)) {
      return now;
    }
    return seen(cell, at) || cost <= amount ? laterAt(window, used, extra, cost) : Micros.NEVER;
  }

  @Override
  public long[] take(long[] cell, int at, long cost, long now, long holder) {
    Window window = window(cell, at, now);
    long used = used(cell, at, window);
    cell[at + EXTRA] = extra(cell, at, window);
    cell[at + START] = Math.max(cell[at + START], window.start());
    cell[at + USED] = used + cost;
    return cell;
  }

  @Override
  public void giveBack(long[] cell, int at, Taking taking, long cost, long now) {
    Window window = window(cell, at, now);
    if (cell[at + START] >= window.start() && window.contains(taking.at())) {
      cell[at + USED] = Math.max(0, cell[at + USED] - cost);
    }
  }

  @Override
  public long remaining(long[] cell, int at, long now) {
    Window window = window(cell, at, now);
    long allowed = beyond.allowance(amount, extra(cell, at, window));
    return Math.max(0, allowed - used(cell, at, window));
  }

  @Override
  public long resetAt(long[] cell, int at, long cost, long now) {
    return Math.min(Micros.NEVER, window(cell, at, now).end());
  }

  @Override
  public long room(long[] cell, int at, long debtMax, long now) {
    Window window = window(cell, at, now);
    long ceiling = beyond.ceiling(amount, extra(cell, at, window));
    return Math.max(0, Numbers.sum(ceiling, debtMax) - used(cell, at, window));
  }

  @Override
  public @Nullable Meter part(int share) {
    long part = Numbers.part(amount, share);
    return part == 0 ? null : new Allotment(part, period);
  }

  @Override
  public long deadAt(long[] cell, int at, long now) {
    return Numbers.later(cell[at + START], beyond.countsFor(period));
  }

  /** The end of the window; nothing is leased where windows may go over. */
  @Override
  public long spendableUntil(long takenAt) {
    return beyond instanceof Beyond.Tolerance
        ? takenAt
        : Math.min(Micros.NEVER, period.at(takenAt).end());
  }

  @Override
  public void spell(Spelling to, long now) {
    to.kind(Spelling.Kind.ALLOTMENT);
    to.number(amount);
    to.number(capacity());
    beyond.spell(to);
    to.number(beyond.countsFor(period));
    SpelledPeriod.spell(period, 2 + beyond.windowsCounted(), now, to);
  }

  /** The window of the instant, or the newest one seen where the instant lies before it. */
  private Window window(long[] cell, int at, long now) {
    return period.at(Math.max(now, cell[at + START]));
  }

  private static long used(long[] cell, int at, Window window) {
    return cell[at + START] >= window.start() ? cell[at + USED] : 0;
  }

  private long extra(long[] cell, int at, Window window) {
    if (cell[at + START] >= window.start()) {
      return cell[at + EXTRA];
    }
    if (!seen(cell, at)) {
      return 0;
    }
    int windows = beyond.windowsCounted();
    Window earlier = window;
    int passed = 0;
    while (passed < windows && earlier.start() > cell[at + START]) {
      earlier = period.before(earlier);
      passed++;
    }
    boolean known = earlier.start() <= cell[at + START];
    return beyond.rolled(amount, cell[at + USED], cell[at + EXTRA], known ? passed : windows + 1);
  }

  private static boolean seen(long[] cell, int at) {
    return (cell[at + START] | cell[at + USED]) != 0;
  }

  /** The start of the first window after this one in which the cost passes if nothing else does. */
  private long laterAt(Window window, long used, long extra, long cost) {
    Window later = window;
    long before = used;
    long beyondIt = extra;
    for (int i = 0; i <= beyond.windowsCounted() && later.end() < Micros.NEVER; i++) {
      later = period.after(later);
      beyondIt = beyond.rolled(amount, before, beyondIt, 1);
      before = 0;
      if (cost <= beyond.ceiling(amount, beyondIt)) {
        return later.start();
      }
    }
    return Micros.NEVER;
  }
}
