package dev.headgate.core.memory;

import dev.headgate.core.limit.Meter;
import dev.headgate.core.limit.Taking;
import dev.headgate.core.snapshot.Key;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * All counters of one limit, over all stripes, with the bound on its live keys; threads that add
 * their first keys at once may pass the bound by one key each. Methods that take a key expect its
 * stripe to be held.
 */
final class Counter {
  /** The one counter that new keys share at the bound. */
  static final Key OVERFLOW = Key.of("\u0000overflow");

  /** What an untouched counter looks like to a meter that only reads. */
  private static final long[] UNTOUCHED = new long[Meter.WORDS_MAX];

  private final CounterTable[] tables = new CounterTable[Stripes.COUNT];
  private final AtomicInteger live = new AtomicInteger();
  private final LongAdder overflows = new LongAdder();

  /**
   * The meter met here under which a counter takes longest to die, as amounts may differ by key and
   * policy; null before the first.
   */
  private volatile @Nullable Meter longest;

  Counter() {
    java.util.Arrays.setAll(tables, i -> new CounterTable());
  }

  long @Nullable [] find(Key key) {
    return table(key).find(key);
  }

  static long[] orUntouched(long @Nullable [] cell) {
    return cell == null ? UNTOUCHED : cell;
  }

  /** Index of the first word of state, in the cell of this key or in {@link #orUntouched}. */
  static int state(Key key, long @Nullable [] cell) {
    return cell == null ? 0 : key.length();
  }

  /** Notes the amounts of a policy, so that no counter is forgotten that they still feel. */
  @SuppressWarnings("ReferenceEquality") // mostly the same, and then nothing needs to be computed
  void meets(Meter meter) {
    Meter known = longest;
    if (known != meter && (known == null || life(meter) > life(known))) {
      lengthen(meter);
    }
  }

  /** Takes from the counter of a key, whose cell is given if it has one; returns its cell now. */
  long[] take(Key key, long @Nullable [] cell, Meter meter, Taking taking) {
    meets(meter);
    long[] before = cell == null ? key.cell(meter.words()) : cell;
    long[] after = meter.take(before, key.length(), taking.cost(), taking.at(), taking.holder());
    if (cell == null || cell.length != after.length) {
      insert(table(key), after, meter, taking.at());
    }
    if (key.hash() == OVERFLOW.hash() && key.equals(OVERFLOW)) {
      overflows.increment();
    }
    return after;
  }

  /** Whether a new key finds no room, so that it must share the overflow counter. */
  boolean full(int keysMax) {
    return live.get() >= keysMax;
  }

  /** Makes room for one more key in its stripe by forgetting a dead counter, if one is near. */
  boolean evictFor(Key key, long now) {
    Meter meter = longest;
    if (meter != null && table(key).evictOne(meter, now)) {
      live.decrementAndGet();
      return true;
    }
    return false;
  }

  /** Forgets dead counters of a stripe, looking at so many slots; true once it saw them all. */
  boolean sweep(int stripe, long now, int most) {
    Meter meter = longest;
    if (meter == null) {
      return true;
    }
    CounterTable table = tables[stripe];
    int before = table.live();
    boolean through = table.sweepSome(meter, now, most);
    live.addAndGet(table.live() - before);
    return through;
  }

  boolean remove(Key key) {
    boolean removed = table(key).remove(key);
    if (removed) {
      live.decrementAndGet();
    }
    return removed;
  }

  int live() {
    return live.get();
  }

  /** How many takings went to the overflow counter. */
  long overflows() {
    return overflows.sum();
  }

  private synchronized void lengthen(Meter meter) {
    Meter known = longest;
    if (known == null || life(meter) > life(known)) {
      longest = meter;
    }
  }

  private static long life(Meter meter) {
    return meter.deadAt(UNTOUCHED, 0, 0);
  }

  private void insert(CounterTable table, long[] cell, Meter meter, long now) {
    Meter known = longest;
    int before = table.live();
    table.put(cell, known == null ? meter : known, now);
    live.addAndGet(table.live() - before);
  }

  private CounterTable table(Key key) {
    return tables[key.hash() & (Stripes.COUNT - 1)];
  }
}
