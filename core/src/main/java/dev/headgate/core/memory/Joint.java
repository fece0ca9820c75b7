package dev.headgate.core.memory;

import dev.headgate.core.limit.Meter;
import dev.headgate.core.limit.Taking;
import dev.headgate.core.snapshot.Claim;
import dev.headgate.core.snapshot.Key;
import java.util.Objects;

/**
 * The counters of a claim on a pool: the words of the pool and those of the member, which are kept
 * apart, joined for its meter while a step looks at them. Used while the stripes of both keys are
 * held.
 */
final class Joint {
  private final Counter member;
  private final Counter pool;
  private final Key key;
  private final Key poolKey;
  private final Meter meter;
  private final long[] words;
  private final int shared;
  private final boolean known;

  private Joint(Counter member, Key key, Key poolKey, Meter meter) {
    this.member = member;
    this.pool = Objects.requireNonNull(member.pool(), "a counter of a pool's members");
    this.key = key;
    this.poolKey = poolKey;
    this.meter = meter;
    words = new long[meter.words()];
    shared = meter.sharedWords();
    boolean poolKnown = read(pool, poolKey, 0, shared);
    known = read(member, key, shared, words.length - shared) && poolKnown;
  }

  /** The counters of a claim as a meter sees them. */
  static Joint of(Counter member, Claim claim, Meter meter) {
    Key pool = Objects.requireNonNull(claim.pool(), "a claim on a pool");
    return new Joint(member, claim.key(), pool, meter);
  }

  /** Whether the pool may be among the live ones of the limit. */
  boolean poolHasRoom(int keysMax, long now) {
    return pool.hasRoom(poolKey, keysMax, now);
  }

  /** Whether the member may be among the live ones of the limit. */
  boolean memberHasRoom(int keysMax, long now) {
    return member.hasRoom(key, keysMax, now);
  }

  /** Whether both keys are known. */
  boolean known() {
    return known;
  }

  long passesAt(long cost, long now) {
    return meter.passesAt(words, 0, cost, now);
  }

  long room(long debtMax, long now) {
    return meter.room(words, 0, debtMax, now);
  }

  long level(long now) {
    return meter.level(words, 0, now);
  }

  long levelAt(long cost, long now) {
    return meter.levelAt(words, 0, cost, now);
  }

  void take(Taking taking) {
    meter.take(words, 0, taking.cost(), taking.at(), taking.holder());
    write(pool, poolKey, 0, shared, taking.at());
    write(member, key, shared, words.length - shared, taking.at());
  }

  void giveBack(Taking taking, long cost, long now) {
    if (!member.touched(key, member.shelf().find(key))) {
      return;
    }
    meter.giveBack(words, 0, taking, cost, now);
    write(pool, poolKey, 0, shared, now);
    write(member, key, shared, words.length - shared, now);
  }

  /** Reads what is there; false where nothing is. */
  private boolean read(Counter counter, Key of, int from, int length) {
    long[] cell = counter.shelf().find(of);
    int state = counter.touchedState(of, cell);
    if (cell == null || state == 0) {
      return false;
    }
    System.arraycopy(cell, state, words, from, length);
    return true;
  }

  private void write(Counter counter, Key of, int from, int length, long now) {
    counter.meets(meter);
    long[] cell = counter.cell(of, now);
    System.arraycopy(words, from, cell, counter.state(of, cell), length);
  }
}
