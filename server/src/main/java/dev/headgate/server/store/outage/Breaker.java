package dev.headgate.server.store.outage;

import java.util.random.RandomGenerator;

/**
 * Whether a store is asked. It opens when the last {@link #STREAK} questions failed, or half of the
 * last 64; after a random while one question is a probe; after one that is answered, so many are
 * under way at most as were answered since, twice. Instants are those of the monotonic clock, in
 * microseconds. Safe for all threads.
 */
final class Breaker {
  /** The most questions under way. */
  static final int UNDER_WAY_MAX = 1_024;

  private static final int STREAK = 5;
  private static final long LATEST = (1L << STREAK) - 1;
  private static final int HALF = 32;
  private static final long WAIT_MIN = 100_000;
  private static final long WAIT_MAX = 5_000_000;
  private static final int FIRST_FEW = 4;

  private final RandomGenerator random;
  private State state = State.CLOSED;
  private long outcomes;
  private int underWay;
  private int room = UNDER_WAY_MAX;
  private long wait = WAIT_MIN;
  private long probeAt;

  Breaker(RandomGenerator random) {
    this.random = random;
  }

  /** Where it stands. */
  enum State {
    CLOSED(0),
    HALF_OPEN(1),
    OPEN(2);

    private final int shown;

    State(int shown) {
      this.shown = shown;
    }

    /** As a metric shows it. */
    int shown() {
      return shown;
    }
  }

  synchronized State state() {
    return state;
  }

  /** Whether a question may be put; each that is ends in exactly one of the two below. */
  synchronized boolean admits(long mono) {
    if (state == State.OPEN && mono >= probeAt && underWay == 0) {
      state = State.HALF_OPEN;
      underWay++;
      return true;
    }
    if (state == State.CLOSED && underWay < room) {
      underWay++;
      return true;
    }
    return false;
  }

  synchronized void answered() {
    underWay--;
    outcomes <<= 1;
    if (state == State.HALF_OPEN) {
      state = State.CLOSED;
      outcomes = 0;
      room = FIRST_FEW;
      wait = WAIT_MIN;
    } else if (state == State.CLOSED) {
      room = Math.min(UNDER_WAY_MAX, room + 1);
    }
  }

  synchronized void failed(long mono) {
    underWay--;
    outcomes = outcomes << 1 | 1;
    boolean bad = (outcomes & LATEST) == LATEST || Long.bitCount(outcomes) >= HALF;
    if (state == State.HALF_OPEN) {
      wait = Math.min(WAIT_MAX, 2 * wait);
      open(mono);
    } else if (state == State.CLOSED && bad) {
      open(mono);
    }
  }

  /** How long until the store may be asked again, in microseconds; 0 where it may now. */
  synchronized long waitLeft(long mono) {
    return state == State.OPEN ? Math.max(0, probeAt - mono) : 0;
  }

  private void open(long mono) {
    state = State.OPEN;
    probeAt = mono + wait / 2 + random.nextLong(wait);
  }
}
