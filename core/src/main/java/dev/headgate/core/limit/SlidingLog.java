package dev.headgate.core.limit;

import dev.headgate.core.time.Micros;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * At most an amount in any window of one length, exactly: a log of what was taken and when. Every
 * entry is at least one unit, so the log of a limit is no longer than its amount; above {@link
 * #ENTRIES_MAX} use {@link SlidingSlices}.
 *
 * <p>State: sum of the entries, index of the first that counts, index behind the last, then the
 * entries in order of their instants, each an instant and a cost. Entries that have ended are
 * skipped at the next taking and their room is used again when the log reaches its end, so a taking
 * costs a constant number of steps on average. The log doubles when it is full.
 */
public final class SlidingLog implements Meter {
  /** The largest amount, and the most entries of one log (64 KiB); later ones join the newest. */
  public static final int ENTRIES_MAX = 4096;

  private static final int SUM = 0;
  private static final int HEAD = 1;
  private static final int END = 2;
  private static final int ENTRIES = 3;
  private static final int ENTRY = 2;
  private static final int FRESH = 2;

  private final long amount;
  private final long length;

  /**
   * An exact sliding window.
   *
   * @param amount 1 to {@link #ENTRIES_MAX}
   * @param length in microseconds, at least 1, at most {@link Numbers#AMOUNT_MAX}
   */
  public SlidingLog(long amount, long length) {
    this.amount = Numbers.check("amount of an exact sliding window", amount, 1, ENTRIES_MAX);
    this.length = Numbers.check("length", length, 1, Numbers.AMOUNT_MAX);
  }

  @Override
  public int words() {
    return ENTRIES + FRESH * ENTRY;
  }

  @Override
  public boolean grows() {
    return true;
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
    return "log-" + length;
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
    trim(cell, at, now);
    long instant = newest(cell, at, now);
    int end = (int) cell[at + END];
    cell[at + SUM] += cost;
    if (end > cell[at + HEAD] && instant(cell, at, end - 1) == instant) {
      cell[entry(at, end - 1) + 1] += cost;
      return cell;
    }
    long[] roomy = entry(at, end) < cell.length ? cell : withRoom(cell, at);
    append(roomy, at, instant, cost);
    return roomy;
  }

  @Override
  public void giveBack(long[] cell, int at, Taking taking, long cost, long now) {
    if (newest(cell, at, now) - taking.at() >= length) {
      return;
    }
    long left = cost;
    for (int i = (int) cell[at + HEAD]; i < cell[at + END] && left > 0; i++) {
      if (instant(cell, at, i) >= taking.at()) {
        long back = Math.min(left, cost(cell, at, i));
        cell[entry(at, i) + 1] -= back;
        cell[at + SUM] -= back;
        left -= back;
      }
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
    return part == 0 ? null : new SlidingLog(part, length);
  }

  @Override
  public long deadAt(long[] cell, int at, long now) {
    return Numbers.later(newest(cell, at, now), length);
  }

  @Override
  public void spell(Spelling to, long now) {
    to.kind(Spelling.Kind.SLIDING_LOG);
    to.number(amount);
    to.number(length);
    to.number(ENTRIES_MAX);
  }

  private long used(long[] cell, int at, long now) {
    long used = cell[at + SUM];
    long newest = newest(cell, at, now);
    for (int i = (int) cell[at + HEAD]; used > 0 && newest - instant(cell, at, i) >= length; i++) {
      used -= cost(cell, at, i);
    }
    return used;
  }

  /** The first instant at which no more than that much is used. */
  private long whenUsedAtMost(long[] cell, int at, long most, long now) {
    long used = cell[at + SUM];
    long when = now;
    for (int i = (int) cell[at + HEAD]; used > most; i++) {
      used -= cost(cell, at, i);
      when = Numbers.later(instant(cell, at, i), length);
    }
    return when <= newest(cell, at, now) ? now : when;
  }

  /** The instant, or that of the newest entry where the instant lies before it. */
  private static long newest(long[] cell, int at, long now) {
    int end = (int) cell[at + END];
    return end > cell[at + HEAD] ? Math.max(now, instant(cell, at, end - 1)) : now;
  }

  private void trim(long[] cell, int at, long now) {
    long newest = newest(cell, at, now);
    int head = (int) cell[at + HEAD];
    while (head < cell[at + END] && newest - instant(cell, at, head) >= length) {
      cell[at + SUM] -= cost(cell, at, head);
      head++;
    }
    boolean empty = head == cell[at + END];
    cell[at + HEAD] = empty ? 0 : head;
    cell[at + END] = empty ? 0 : cell[at + END];
  }

  /** Moves the entries that count to the front, and doubles the log if that frees too little. */
  private static long[] withRoom(long[] cell, int at) {
    int kept = 0;
    for (int i = (int) cell[at + HEAD]; i < cell[at + END]; i++) {
      if (cost(cell, at, i) > 0) {
        System.arraycopy(cell, entry(at, i), cell, entry(at, kept), ENTRY);
        kept++;
      }
    }
    cell[at + HEAD] = 0;
    cell[at + END] = kept;
    int slots = (cell.length - at - ENTRIES) / ENTRY;
    boolean grows = kept > slots / 2 && slots < ENTRIES_MAX;
    return grows ? Arrays.copyOf(cell, entry(at, Math.min(ENTRIES_MAX, 2 * slots))) : cell;
  }

  /**
   * Adds an entry; in a full log the cost joins the newest, which then ends later, never sooner.
   */
  private static void append(long[] cell, int at, long instant, long cost) {
    int end = (int) cell[at + END];
    boolean full = entry(at, end) >= cell.length;
    int place = entry(at, full ? end - 1 : end);
    cell[place + 1] = full ? cell[place + 1] + cost : cost;
    cell[place] = instant;
    cell[at + END] = full ? end : end + 1;
  }

  private static int entry(int at, int index) {
    return at + ENTRIES + index * ENTRY;
  }

  private static long instant(long[] cell, int at, int index) {
    return cell[entry(at, index)];
  }

  private static long cost(long[] cell, int at, int index) {
    return cell[entry(at, index) + 1];
  }
}
