package dev.headgate.core.limit;

import dev.headgate.core.time.Micros;
import org.jspecify.annotations.Nullable;

/**
 * A token bucket: holds {@code capacity} and refills evenly at {@code amount} per {@code period}.
 * Over any stretch of length w it admits at most {@code capacity + rate x w}.
 *
 * <p>State: missing millionths, the instant to which they refer, and the part of a millionth that
 * has come back already, in 1/{@code divisor}. Millionths are independent of the rate, so a change
 * of rate keeps what is missing; the part is carried, so refill is exact for every rate (a change
 * of rate may misread it, by less than a millionth). The debt in millionths tells what is owed from
 * what is missing above a capacity that was cut, which is not.
 *
 * <p>In the arithmetic below a <em>grain</em> is 1/{@code divisor} of a millionth; {@code rate}
 * grains come back per microsecond.
 */
public final class Bucket implements Meter {
  private static final long MILLION = 1_000_000;
  private static final int WHOLE = 10_000;

  /** From so many units on, a part of a refill is rounded to whole units. */
  private static final int FINE = 20;

  private static final int MISSING = 0;
  private static final int AT = 1;
  private static final int PART = 2;
  private static final int DEBT = 3;

  private final long capacity;
  private final long amount;
  private final long period;

  /** How much later than it was taken it may be spent, in microseconds. */
  private final long leased;

  private final long rate;
  private final long divisor;
  private final long grainsEach;
  private final long grainsFull;
  private final long refilledWithin;
  private final long fullMillionths;

  /**
   * A bucket.
   *
   * @param capacity the most it holds, at least 1
   * @param amount refilled per period, at least 1
   * @param period in microseconds, at least 1
   * @throws IllegalArgumentException where a product of the arithmetic would reach 2^53
   */
  public Bucket(long capacity, long amount, long period) {
    this(capacity, amount, period, 0);
  }

  private Bucket(long capacity, long amount, long period, long leased) {
    this.amount = amount;
    this.period = period;
    this.leased = leased;
    this.capacity = Numbers.check("capacity", capacity, 1, Numbers.BOUND);
    Numbers.check("amount", amount, 1, Numbers.BOUND);
    Numbers.check("period", period, 1, Numbers.BOUND);
    long numerator = Numbers.product("amount in millionths", amount, MILLION);
    long common = Numbers.gcd(numerator, period);
    rate = numerator / common;
    divisor = period / common;
    grainsEach = Numbers.product("a unit in millionths x divisor of the rate", MILLION, divisor);
    grainsFull = Numbers.product("capacity x grains of the rate", capacity, grainsEach);
    Numbers.product("capacity, as much debt and 1 x grains", 2 * capacity + 1, grainsEach);
    refilledWithin = Numbers.ceilDiv(2 * grainsFull, rate);
    Numbers.product("microseconds to refill x grains of the rate", refilledWithin + 1, rate);
    fullMillionths = capacity * MILLION;
  }

  /** One call at a time, at least that many microseconds apart. */
  public static Bucket spacing(long micros) {
    return new Bucket(1, 1, micros);
  }

  @Override
  public int words() {
    return 4;
  }

  @Override
  public long capacity() {
    return capacity;
  }

  @Override
  public long amount() {
    return capacity;
  }

  /** The time in which an empty bucket fills. */
  @Override
  public long windowMicros() {
    return Numbers.ceilDiv(grainsFull, rate);
  }

  @Override
  public String signature() {
    return "bucket";
  }

  @Override
  public long passesAt(long[] cell, int at, long cost, long now) {
    if (cost == 0) {
      return now;
    }
    if (cost > capacity) {
      return Micros.NEVER;
    }
    return whenAtMost(missing(cell, at, now), grainsFull - cost * grainsEach, cell[at + AT], now);
  }

  @Override
  public long[] take(long[] cell, int at, long cost, long now, long holder) {
    store(cell, at, missing(cell, at, now) + cost * grainsEach, now);
    return cell;
  }

  @Override
  public void giveBack(long[] cell, int at, Taking taking, long cost, long now) {
    store(cell, at, Math.max(0, missing(cell, at, now) - cost * grainsEach), now);
  }

  @Override
  public long remaining(long[] cell, int at, long now) {
    return remainingOf(level(cell, at, now));
  }

  @Override
  public long resetAt(long[] cell, int at, long cost, long now) {
    return resetOf(level(cell, at, now), levelAt(cell, at, cost, now), cost);
  }

  /** The grains missing. */
  @Override
  public long level(long[] cell, int at, long now) {
    return missing(cell, at, now);
  }

  /** The instant from which they come back. */
  @Override
  public long levelAt(long[] cell, int at, long cost, long now) {
    return Math.max(now, cell[at + AT]);
  }

  @Override
  public long remainingOf(long level) {
    return Math.max(0, grainsFull - level) / grainsEach;
  }

  @Override
  public long resetOf(long level, long levelAt, long cost) {
    long wanted = cost > capacity ? 0 : grainsFull - cost * grainsEach;
    return whenAtMost(level, level > wanted ? wanted : 0, levelAt, levelAt);
  }

  @Override
  public long levelOf(long remaining) {
    return Math.max(0, grainsFull - remaining * grainsEach);
  }

  @Override
  public long spendableUntil(long takenAt) {
    return takenAt + leased;
  }

  /**
   * A bucket that holds less by what comes back in that time: of what is spent in a stretch w,
   * everything was taken in a stretch longer by that time, so at most the smaller capacity plus
   * {@code rate x (w + time)}. Itself where nothing would be left.
   */
  @Override
  public Meter leasing(long micros) {
    long back = Numbers.ceilDiv(Math.multiplyExact(rate, micros), grainsEach);
    return capacity - back < 1 ? this : new Bucket(capacity - back, amount, period, micros);
  }

  @Override
  public long room(long[] cell, int at, long debtMax, long now) {
    long most = grainsFull + Math.min(debtMax, capacity) * grainsEach;
    return Math.max(0, most - missing(cell, at, now)) / grainsEach;
  }

  /** Null too where so slow a bucket could not be counted exactly. */
  @Override
  public @Nullable Meter part(int share) {
    long held = Numbers.part(capacity, share);
    if (held == 0) {
      return null;
    }
    long back = Numbers.part(amount, share);
    // What comes back is rounded by a twentieth at most, else one unit comes back less often.
    return back >= FINE ? new Bucket(held, back, period) : slower(held, share);
  }

  /** One unit at a time, at a distance that is round, so that the arithmetic stays exact. */
  private @Nullable Meter slower(long held, int share) {
    long distance = Numbers.ceilDiv(Numbers.ceilDiv(period, amount) * WHOLE, share);
    long round = 1;
    while (round < MILLION && FINE * 10 * round <= distance) {
      round *= 10;
    }
    try {
      return new Bucket(held, 1, Numbers.ceilDiv(distance, round) * round);
    } catch (IllegalArgumentException beyondBound) {
      return null;
    }
  }

  @Override
  public long deadAt(long[] cell, int at, long now) {
    return Numbers.later(Math.max(now, cell[at + AT]), refilledWithin);
  }

  @Override
  public void spell(Spelling to, long now) {
    to.kind(Spelling.Kind.BUCKET);
    to.number(capacity);
    to.number(rate);
    to.number(divisor);
    to.number(grainsEach);
    to.number(grainsFull);
    to.number(refilledWithin);
    to.number(fullMillionths);
  }

  /** Grains missing at the instant: at most the capacity, and as much debt. */
  private long missing(long[] cell, int at, long now) {
    long millionths = cell[at + MISSING];
    if (millionths == 0) {
      return 0;
    }
    if (millionths > fullMillionths) {
      millionths = owed(cell, at, millionths);
    }
    long missing = millionths * divisor - Math.min(cell[at + PART], divisor - 1);
    long elapsed = Math.max(0, now - cell[at + AT]);
    return elapsed >= refilledWithin ? 0 : Math.max(0, missing - elapsed * rate);
  }

  /** Millionths missing where it is more than the bucket holds: debt counts, a cut does not. */
  private long owed(long[] cell, int at, long millionths) {
    long debt = cell[at + DEBT];
    return Math.min(fullMillionths, millionths - debt) + Math.min(fullMillionths, debt);
  }

  private void store(long[] cell, int at, long grains, long now) {
    long millionths = divisor == 1 ? grains : Numbers.ceilDiv(grains, divisor);
    cell[at + MISSING] = millionths;
    cell[at + PART] = millionths * divisor - grains;
    cell[at + AT] = Math.max(now, cell[at + AT]);
    cell[at + DEBT] = Math.max(0, millionths - fullMillionths);
  }

  /** The first instant at which no more than {@code wanted} grains are missing. */
  private long whenAtMost(long missing, long wanted, long stored, long now) {
    if (missing <= wanted) {
      return now;
    }
    return Numbers.later(Math.max(now, stored), Numbers.ceilDiv(missing - wanted, rate));
  }
}
