package dev.headgate.core.limit;

import dev.headgate.core.time.Micros;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * At most so many permits at once. A holder renews its permits within the lease or loses them; what
 * has expired no longer counts and is trimmed at the next taking. With {@code olderThan} only
 * permits held at least that long count, so that short calls pass freely.
 *
 * <p>State: how many holders, the newest instant seen, then for each holder its serial number, its
 * permits, since when it holds them and when it last renewed them. Reading is linear in the number
 * of holders, which is bounded.
 */
public final class Concurrency implements Meter {
  /** The largest amount, and the most holders whether they count or not (128 KiB). */
  public static final int HOLDERS_MAX = 4096;

  /** How many expiries an estimate looks at before it settles for the last one. */
  private static final int EXPIRIES_LOOKED_AT = 32;

  private static final int HOLDERS = 0;
  private static final int NEWEST = 1;
  private static final int FIRST = 2;

  private static final int HOLDER = 0;
  private static final int PERMITS = 1;
  private static final int SINCE = 2;
  private static final int RENEWED = 3;
  private static final int ENTRY = 4;

  private final long amount;
  private final long lease;
  private final long olderThan;

  /**
   * A concurrency limit.
   *
   * @param amount permits, 1 to {@link #HOLDERS_MAX}
   * @param lease microseconds after which a permit that was not renewed expires, at least 1
   * @param olderThan microseconds a permit must be held to count, 0 for at once
   */
  public Concurrency(long amount, long lease, long olderThan) {
    this.amount = Numbers.check("permits", amount, 1, HOLDERS_MAX);
    this.lease = Numbers.check("lease", lease, 1, Numbers.AMOUNT_MAX);
    this.olderThan = Numbers.check("olderThan", olderThan, 0, Numbers.AMOUNT_MAX);
  }

  @Override
  public int words() {
    return FIRST + ENTRY;
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

  /** The lease of a permit. */
  @Override
  public long windowMicros() {
    return lease;
  }

  @Override
  public String signature() {
    return "concurrency";
  }

  @Override
  public boolean estimates() {
    return true;
  }

  @Override
  public boolean holds() {
    return true;
  }

  @Override
  public boolean renew(long[] cell, int at, long holder, long now) {
    boolean renewed = false;
    long newest = Math.max(now, cell[at + NEWEST]);
    for (int i = first(at); i < end(cell, at); i += ENTRY) {
      if (cell[i + HOLDER] == holder && live(cell, i, newest)) {
        cell[i + RENEWED] = newest;
        cell[at + NEWEST] = newest;
        renewed = true;
      }
    }
    return renewed;
  }

  /** Where it does not pass, an instant at which it would if nobody renewed or gave back. */
  @Override
  public long passesAt(long[] cell, int at, long cost, long now) {
    if (cost == 0) {
      return now;
    }
    if (cost > amount) {
      return Micros.NEVER;
    }
    return cost <= free(cell, at, now) ? now : expiryThatFits(cell, at, cost, now);
  }

  @Override
  public long[] take(long[] cell, int at, long cost, long now, long holder) {
    long newest = Math.max(now, cell[at + NEWEST]);
    trim(cell, at, newest);
    int place = end(cell, at);
    long[] after = place + ENTRY <= cell.length ? cell : Arrays.copyOf(cell, grown(at, place));
    after[place + HOLDER] = holder;
    after[place + PERMITS] = cost;
    after[place + SINCE] = newest;
    after[place + RENEWED] = newest;
    after[at + HOLDERS]++;
    after[at + NEWEST] = newest;
    return after;
  }

  @Override
  public void giveBack(long[] cell, int at, Taking taking, long cost, long now) {
    long left = cost;
    for (int i = end(cell, at) - ENTRY; i >= first(at) && left > 0; i -= ENTRY) {
      if (cell[i + HOLDER] == taking.holder()) {
        long back = Math.min(left, cell[i + PERMITS]);
        left -= back;
        cell[i + PERMITS] -= back;
        if (cell[i + PERMITS] == 0) {
          remove(cell, at, i);
        }
      }
    }
  }

  @Override
  public long remaining(long[] cell, int at, long now) {
    return Math.max(0, free(cell, at, now));
  }

  @Override
  public long resetAt(long[] cell, int at, long cost, long now) {
    if (cost > 0 && cost <= amount && cost > free(cell, at, now)) {
      return passesAt(cell, at, cost, now);
    }
    return Math.max(now, lastExpiry(cell, at, now));
  }

  /** Nothing: a permit is held or not, it cannot be charged afterwards. */
  @Override
  public long room(long[] cell, int at, long debtMax, long now) {
    return 0;
  }

  @Override
  public @Nullable Meter part(int share) {
    long part = Numbers.part(amount, share);
    return part == 0 ? null : new Concurrency(part, lease, olderThan);
  }

  @Override
  public long deadAt(long[] cell, int at, long now) {
    return Numbers.later(Math.max(now, cell[at + NEWEST]), lease);
  }

  @Override
  public void spell(Spelling to, long now) {
    to.kind(Spelling.Kind.CONCURRENCY);
    to.number(amount);
    to.number(lease);
    to.number(olderThan);
    to.number(HOLDERS_MAX);
  }

  /** Permits free, 0 where there is no room for one more holder, negative after a cut. */
  private long free(long[] cell, int at, long now) {
    int live = 0;
    long counted = 0;
    long newest = Math.max(now, cell[at + NEWEST]);
    for (int i = first(at); i < end(cell, at); i += ENTRY) {
      if (live(cell, i, newest)) {
        live++;
        counted += counts(cell, i, newest) ? cell[i + PERMITS] : 0;
      }
    }
    return live < HOLDERS_MAX ? amount - counted : Math.min(0, amount - counted);
  }

  private long expiryThatFits(long[] cell, int at, long cost, long now) {
    long expiry = Math.max(now, cell[at + NEWEST]);
    for (int looked = 0; looked < EXPIRIES_LOOKED_AT; looked++) {
      expiry = nextExpiry(cell, at, expiry);
      if (cost <= free(cell, at, expiry)) {
        return expiry;
      }
    }
    return lastExpiry(cell, at, now);
  }

  private long nextExpiry(long[] cell, int at, long after) {
    long next = Micros.NEVER;
    for (int i = first(at); i < end(cell, at); i += ENTRY) {
      long expiry = expiry(cell, i);
      next = expiry > after ? Math.min(next, expiry) : next;
    }
    return next;
  }

  private long lastExpiry(long[] cell, int at, long now) {
    long last = now;
    for (int i = first(at); i < end(cell, at); i += ENTRY) {
      last = Math.max(last, expiry(cell, i));
    }
    return last;
  }

  private void trim(long[] cell, int at, long newest) {
    for (int i = end(cell, at) - ENTRY; i >= first(at); i -= ENTRY) {
      if (!live(cell, i, newest)) {
        remove(cell, at, i);
      }
    }
  }

  /** The last entry takes the place of the one removed: their order means nothing. */
  private static void remove(long[] cell, int at, int entry) {
    int last = end(cell, at) - ENTRY;
    System.arraycopy(cell, last, cell, entry, ENTRY);
    Arrays.fill(cell, last, last + ENTRY, 0);
    cell[at + HOLDERS]--;
  }

  private boolean live(long[] cell, int entry, long now) {
    return expiry(cell, entry) > now;
  }

  private boolean counts(long[] cell, int entry, long now) {
    return now - cell[entry + SINCE] >= olderThan;
  }

  private long expiry(long[] cell, int entry) {
    return Numbers.later(cell[entry + RENEWED], lease);
  }

  private static int first(int at) {
    return at + FIRST;
  }

  private static int end(long[] cell, int at) {
    return at + FIRST + (int) cell[at + HOLDERS] * ENTRY;
  }

  private static int grown(int at, int place) {
    return at + FIRST + 2 * (place - at - FIRST);
  }
}
