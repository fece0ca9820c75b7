package dev.headgate.core.memory;

import dev.headgate.core.limit.Meter;
import dev.headgate.core.snapshot.Key;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * All counters of one limit, over all stripes, with the bound on its live keys. Methods that take a
 * key expect its stripe to be held.
 */
final class Counter {
  /** The one counter that new keys share at the bound. */
  static final Key OVERFLOW = Key.of("\u0000overflow");

  /** What an untouched counter looks like to a meter that only reads. */
  private static final long[] UNTOUCHED = new long[Meter.WORDS_MAX];

  private final CounterTable[] tables = new CounterTable[Stripes.COUNT];
  private final AtomicInteger live = new AtomicInteger();
  private final LongAdder overflows = new LongAdder();

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
    return cell == null ? 0 : CounterTable.deadAt(key) + 1;
  }

  /** A new cell for a key; {@link #put} makes it known. */
  static long[] fresh(Key key, Meter meter) {
    return key.cell(1 + meter.words());
  }

  /** Puts back a cell that was written, and notes when it will be dead. */
  void put(Key key, long[] cell, Meter meter, long now) {
    int dead = CounterTable.deadAt(key);
    boolean isNew = cell[dead] == 0;
    cell[dead] = Math.max(1, meter.deadAt(cell, dead + 1, now));
    CounterTable table = table(key);
    if (isNew) {
      insert(table, cell, now);
    }
  }

  /** Replaces a cell by its longer copy. */
  void replace(Key key, long[] cell, long now) {
    table(key).put(cell, now);
  }

  /** Whether a new key finds no room, so that it must share the overflow counter. */
  boolean full(int keysMax) {
    return live.get() >= keysMax;
  }

  /** Makes room for one more key in its stripe by forgetting a dead counter, if one is near. */
  boolean evictFor(Key key, long now) {
    if (table(key).evictOne(now)) {
      live.decrementAndGet();
      return true;
    }
    return false;
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

  void countOverflow() {
    overflows.increment();
  }

  /** How many takings went to the overflow counter. */
  long overflows() {
    return overflows.sum();
  }

  private void insert(CounterTable table, long[] cell, long now) {
    int before = table.live();
    table.put(cell, now);
    live.addAndGet(table.live() - before);
  }

  private CounterTable table(Key key) {
    return tables[key.hash() & (Stripes.COUNT - 1)];
  }
}
