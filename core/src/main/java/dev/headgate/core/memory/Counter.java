package dev.headgate.core.memory;

import dev.headgate.core.limit.Meter;
import dev.headgate.core.limit.Taking;
import dev.headgate.core.snapshot.Key;
import dev.headgate.core.snapshot.Rule;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * All counters of one limit: its words in the cells of its {@link Shelf}, with the bound on its
 * live keys; threads that add their first keys at once may pass the bound by one key each. Methods
 * that take a key or a cell expect its stripe to be held.
 */
final class Counter {
  private static final String OVERFLOWING = "\u0000overflow";

  /** Follows the name of a limit in that of its pools. */
  static final String POOLS = "|pools";

  /** The one counter that new keys share at the bound. */
  static final Key OVERFLOW = Key.of(OVERFLOWING);

  private final Shelf shelf;
  private final int offset;
  private final int words;

  /** Where the words that its members share are, or null where nothing is shared. */
  private final @Nullable Counter pool;

  /** Where changes are noted, or null where nobody asks for them. */
  private final @Nullable Journal journal;

  private final AtomicInteger live = new AtomicInteger();
  private final LongAdder overflows = new LongAdder();

  /**
   * The meter met here under which a counter takes longest to die, as amounts may differ by key and
   * policy; null before the first.
   */
  private volatile @Nullable Meter longest;

  /** The name of its limit in the newest snapshot. */
  private volatile String name = "";

  /**
   * A counter at these words of state, {@link Integer#MAX_VALUE} of them for all to the end.
   *
   * @param pool the counters of the pools that its keys are members of, or null
   */
  Counter(Shelf shelf, int offset, int words, @Nullable Counter pool) {
    this.shelf = shelf;
    this.offset = offset;
    this.words = words;
    this.pool = pool;
    journal = shelf.journal();
  }

  /** The name of its limit's counters in the newest snapshot; empty before the first. */
  String name() {
    return name;
  }

  /** Names it as the newest snapshot does. */
  void name(String now) {
    String before = name;
    if (!before.equals(now)) {
      name = now;
      if (journal != null && !before.isEmpty()) {
        journal.renamed(before, now);
      }
    }
    if (pool != null) {
      pool.name(now + POOLS);
    }
  }

  /** Index of its first word in a cell. */
  int first(long[] cell) {
    return Key.length(cell[0]) + offset;
  }

  /** Index after its last word in a cell, or {@code first} where they are all zero. */
  int last(long[] cell, int first) {
    return touched(cell, first) ? end(cell, first) : first;
  }

  /** Puts words back that were kept, for a key that has none here. */
  void restore(Key key, long[] kept, long now) {
    long[] before = cell(key, now);
    int at = first(before);
    long[] after =
        kept.length <= before.length - at ? before : Arrays.copyOf(before, at + kept.length);
    System.arraycopy(kept, 0, after, at, kept.length);
    if (after.length != before.length) {
      shelf.put(key, after, now);
    }
  }

  /** The counters of the pools that its keys are members of, or null where they are none. */
  @Nullable Counter pool() {
    return pool;
  }

  Shelf shelf() {
    return shelf;
  }

  /** Whether there is anything to count; else no key of it is ever looked up. */
  boolean remembers() {
    return words > 0;
  }

  /** The words of state it takes, as bits. */
  long bits() {
    return words >= Long.SIZE ? -1L : ((1L << words) - 1) << offset;
  }

  /** What a meter reads: the cell, or, where it was never widened for this limit, zeros. */
  long[] stands(Key key, long @Nullable [] cell) {
    return cell == null || cell.length <= key.length() + offset ? Shelf.UNTOUCHED : cell;
  }

  /** Index of the first word of state in {@link #stands}. */
  int state(Key key, long @Nullable [] cell) {
    return cell == null || cell.length <= key.length() + offset ? 0 : key.length() + offset;
  }

  /** Whether a cell has words of this limit that are not zero. */
  boolean touched(Key key, long @Nullable [] cell) {
    return touchedState(key, cell) != 0;
  }

  /** Index of the first word of state, or 0 where a cell has none that are not zero. */
  int touchedState(Key key, long @Nullable [] cell) {
    if (cell == null) {
      return 0;
    }
    int at = key.length() + offset;
    return touched(cell, at) ? at : 0;
  }

  /** The same for a cell that begins with its key. */
  boolean touched(long[] cell) {
    return touched(cell, Key.length(cell[0]) + offset);
  }

  private boolean touched(long[] cell, int from) {
    int end = end(cell, from);
    for (int i = from; i < end; i++) {
      if (cell[i] != 0) {
        return true;
      }
    }
    return false;
  }

  /** Notes the amounts of a policy, so that no counter is forgotten that they still feel. */
  @SuppressWarnings("ReferenceEquality") // mostly the same, and then nothing needs to be computed
  void meets(Meter meter) {
    Meter known = longest;
    if (known != meter && (known == null || life(meter) > life(known))) {
      lengthen(meter);
    }
  }

  /**
   * Takes from the counter of a key; returns its cell now.
   *
   * @param cell its cell, if it has one
   * @param state {@link #touchedState} of it
   */
  @SuppressWarnings("ReferenceEquality") // nobody else makes the overflow key
  long[] take(Key key, long @Nullable [] cell, int state, Meter meter, Taking taking) {
    meets(meter);
    long[] before = cell;
    int at = state;
    if (before == null || at == 0) {
      at = key.length() + offset;
      before = cell != null && cell.length > at ? cell : shelf.cell(key, cell);
      live.incrementAndGet();
    }
    if (journal != null) {
      journal.changes(shelf, before);
    }
    long[] after = meter.take(before, at, taking.cost(), taking.at(), taking.holder());
    if (after != cell) {
      shelf.put(key, after, taking.at());
    }
    if (key == OVERFLOW) {
      overflows.increment();
    }
    return after;
  }

  /** The cell of a key that is about to be written: it has one from now on. */
  @SuppressWarnings("ReferenceEquality") // another array is another cell, new or wider
  long[] cell(Key key, long now) {
    long[] cell = shelf.find(key);
    int at = key.length() + offset;
    long[] wide = cell != null && cell.length > at ? cell : shelf.cell(key, cell);
    if (!touched(wide, at)) {
      live.incrementAndGet();
    }
    if (wide != cell) {
      shelf.put(key, wide, now);
    }
    changes(wide);
    return wide;
  }

  /** The one member of a pool that its new members share at the bound. */
  static Key overflowIn(Key pool) {
    return pool.and(OVERFLOWING);
  }

  /** Notes a taking that went to such a member. */
  void overflowed() {
    overflows.increment();
  }

  /** Whether a key is known, or may be one of its live keys. */
  boolean hasRoom(Key key, int keysMax, long now) {
    return touched(key, shelf.find(key)) || !full(keysMax) || shelf.evictFor(key, this, now);
  }

  /** Gives back so much of what a taking took from the counter of a key, if it is still known. */
  void giveBack(Key key, Meter meter, Taking taking, long cost, long now) {
    long[] cell = shelf.find(key);
    int at = key.length() + offset;
    if (cell == null || !touched(key, cell)) {
      return;
    }
    changes(cell);
    meter.giveBack(cell, at, taking, cost, now);
    if (!touched(cell, at)) {
      live.decrementAndGet();
      shelf.forgetIfUntouched(key, cell);
    }
  }

  /** Whether a new key finds no room, so that it must share the overflow counter. */
  boolean full(int keysMax) {
    return live.get() >= keysMax;
  }

  /** Forgets what this limit has in a cell; false where that was nothing. */
  boolean clear(long[] cell) {
    int from = Key.length(cell[0]) + offset;
    if (!touched(cell, from)) {
      return false;
    }
    changes(cell);
    Arrays.fill(cell, from, end(cell, from), 0);
    live.decrementAndGet();
    return true;
  }

  /** Forgets what this limit has in a cell, which is something, where nobody would notice. */
  boolean clearIfDead(long[] cell, long now) {
    Meter meter = longest;
    boolean dead = meter != null && meter.deadAt(cell, Key.length(cell[0]) + offset, 0) <= now;
    return dead && clear(cell);
  }

  /** Where a key counts: here, or, where it names no member of a pool, with the pools. */
  Counter of(Rule rule, Key key) {
    int members = rule.partition().members();
    boolean whole = key.values().size() <= rule.partition().attributes().size() - members;
    return pool != null && whole ? pool : this;
  }

  /** Forgets the counter of a key; false where it was untouched. */
  boolean reset(Key key) {
    long[] cell = shelf.find(key);
    if (cell == null || !clear(cell)) {
      return false;
    }
    shelf.forgetIfUntouched(key, cell);
    return true;
  }

  /** Whether it has no live keys, nor pools of them. */
  boolean isEmpty() {
    return live() == 0 && (pool == null || pool.live() == 0);
  }

  /** Leaves its place to others. */
  void drop() {
    shelf.drop(this);
    if (pool != null) {
      pool.drop();
    }
  }

  /** How many live keys it has. */
  int live() {
    return live.get();
  }

  /** How many takings went to the overflow counter. */
  long overflows() {
    return overflows.sum();
  }

  /** Notes that a cell is about to be changed. */
  void changes(long[] cell) {
    if (journal != null) {
      journal.changes(shelf, cell);
    }
  }

  private synchronized void lengthen(Meter meter) {
    Meter known = longest;
    if (known == null || life(meter) > life(known)) {
      longest = meter;
    }
  }

  private static long life(Meter meter) {
    return meter.deadAt(Shelf.UNTOUCHED, 0, 0);
  }

  /** Where its words end; what a shelf gained later, an older cell does not have. */
  private int end(long[] cell, int from) {
    return words > cell.length - from ? Math.max(from, cell.length) : from + words;
  }
}
