package dev.headgate.core.quota;

import dev.headgate.core.limit.Numbers;
import dev.headgate.core.limit.Spelling;
import dev.headgate.core.time.Period;
import dev.headgate.core.time.Window;

/**
 * The numbers of a pool, in grains of a thousandth of a unit, worked out once.
 *
 * <p>Bounds: the amount in grains times the ticks of a period, and the most active members times
 * the amount in grains, stay below 2^53.
 */
final class PoolRules {
  /** A unit in grains: how finely what is released is divided among members. */
  static final long GRAINS = 1_000;

  /**
   * A member among others draws from the common part until it has drawn that many times the rest.
   */
  static final long GREED = 8;

  /** How finely the release of a period is timed. */
  private static final long TICKS = 1 << 16;

  /**
   * The most members that are active at once; more get nothing of their own, only what is common.
   */
  private static final long ACTIVE_MAX = 1_000_000;

  /** A period is at least that many stretches. */
  private static final long STRETCHES = 30;

  private static final long STRETCH_MAX = 120_000_000;

  private final Period period;
  private final long shared;
  private final long reserve;
  private final long initial;
  private final long floor;
  private final long saved;
  private final long stretch;
  private final long activeMax;

  PoolRules(long amount, Period period, PoolTerms terms) {
    this.period = period;
    long promised = amount * terms.guaranteed() / PoolTerms.WHOLE;
    reserve = promised * GRAINS;
    shared = (amount - promised) * GRAINS;
    initial = shared * terms.atOnce() / PoolTerms.WHOLE;
    floor = terms.floor() * GRAINS;
    saved = terms.saved() * GRAINS;
    stretch = Math.clamp(period.typicalLength() / STRETCHES, 1, STRETCH_MAX);
    activeMax = Math.min(ACTIVE_MAX, (Numbers.BOUND - 1) / Math.max(1, shared));
  }

  /** The window of the pool's period that contains an instant. */
  Window window(long instant) {
    return period.at(instant);
  }

  /** Whether a window is the one after that which began at an instant. */
  boolean follows(long start, Window window) {
    return start != 0 && period.before(window).start() == start;
  }

  /** How much of what is shared has been released by an instant. */
  long released(Window window, long instant) {
    long last = window.length() - 1;
    long tick = last / TICKS + 1;
    long passed = Math.clamp(instant - window.start(), 0, last) / tick;
    long ticks = last / tick;
    return ticks == 0 ? shared : initial + (shared - initial) * passed / ticks;
  }

  /** The number of the stretch that an instant lies in; a member is active for one to two. */
  long stretchOf(long instant) {
    return instant / stretch;
  }

  long startOf(long number) {
    return number * stretch;
  }

  /** The length of a stretch in microseconds. */
  long stretch() {
    return stretch;
  }

  /** What all may take, guarantees apart. */
  long shared() {
    return shared;
  }

  /** What is set aside for guarantees. */
  long reserve() {
    return reserve;
  }

  long floor() {
    return floor;
  }

  /**
   * The portion of each of so many members that return: of half the reserve, at least the floor.
   */
  long portion(long returning) {
    return Math.max(floor, returning == 0 ? 0 : reserve / 2 / returning);
  }

  /** What a member can save up of its own. */
  long saved() {
    return saved;
  }

  /** Whether members have shares of their own. */
  boolean shares() {
    return saved > 0;
  }

  long activeMax() {
    return activeMax;
  }

  /** Spells them in the order of {@link Spelling.Kind#POOL}. */
  void spell(Spelling to) {
    to.number(shared);
    to.number(reserve);
    to.number(initial);
    to.number(floor);
    to.number(saved);
    to.number(stretch);
    to.number(activeMax);
  }
}
