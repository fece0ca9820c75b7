package dev.headgate.core.memory;

import dev.headgate.core.limit.Meter;
import dev.headgate.core.snapshot.Key;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The counters of all limits that tell callers apart alike. A key has one cell here, which holds
 * the words of every limit one after the other, so that a call that meets several of them costs one
 * look-up and a few neighbouring cache lines. Otherwise the limits know nothing of each other: each
 * has its own live keys, bound and deaths; words that are all zero are a counter never touched.
 * Methods that take a key or a stripe expect that stripe to be held.
 */
final class Shelf {
  /** What an untouched counter looks like to a meter that only reads. */
  static final long[] UNTOUCHED = new long[Meter.WORDS_MAX];

  /** The most words of state in the cells of a shelf that limits share. */
  private static final int WORDS_MAX = 64;

  private final CounterTable[] tables = new CounterTable[Stripes.COUNT];
  private final String label;
  private final @Nullable Journal journal;
  private volatile Counter[] counters = {};
  private volatile int words;

  /**
   * An empty shelf.
   *
   * @param label tells it from all others in use
   * @param journal where changes are noted, or null where nobody asks for them
   */
  Shelf(String label, @Nullable Journal journal) {
    this.label = label;
    this.journal = journal;
    words = stampWords();
    Arrays.setAll(tables, i -> new CounterTable(this));
  }

  /** A counter whose state may grow, alone on its shelf. */
  Counter alone(int stateWords) {
    int offset = words;
    words = offset + stateWords;
    return put(new Counter(this, offset, Integer.MAX_VALUE, null));
  }

  String label() {
    return label;
  }

  @Nullable Journal journal() {
    return journal;
  }

  /** The counters that are on it now; the array is never changed. */
  Counter[] counters() {
    return counters;
  }

  /** Index of the stamp of a cell whose changes are noted. */
  static int stamp(long[] cell) {
    return Key.length(cell[0]);
  }

  /** The stripe of a cell. */
  static int stripe(long[] cell) {
    return (int) (cell[0] >>> 32) & (Stripes.COUNT - 1);
  }

  /** The cell that has the key of this one now, or null where it is gone. */
  long @Nullable [] current(long[] cell) {
    return tables[stripe(cell)].current(cell);
  }

  /** Notes that a cell was taken out. */
  void gone(long[] cell) {
    if (journal != null) {
      journal.gone(this, cell);
    }
  }

  /** One more counter whose state never grows, or null where the shelf is full. */
  synchronized @Nullable Counter more(int stateWords, @Nullable Counter pool) {
    int offset = free(stateWords);
    if (offset + stateWords > WORDS_MAX) {
      return null;
    }
    words = Math.max(words, offset + stateWords);
    return put(new Counter(this, offset, stateWords, pool));
  }

  /** Takes a counter off that has no live keys, so that its words can be those of another. */
  synchronized void drop(Counter counter) {
    counters = Arrays.stream(counters).filter(one -> one != counter).toArray(Counter[]::new);
  }

  /** Whether no limit is on it. */
  boolean isEmpty() {
    return counters.length == 0;
  }

  /** The cell of a key, or null where no limit ever touched it. */
  long @Nullable [] find(Key key) {
    return table(key).find(key);
  }

  /** A cell with room for all limits: a new one, or a longer copy of the one given. */
  long[] cell(Key key, long @Nullable [] before) {
    int length = key.length() + words;
    return before == null ? key.cell(words) : Arrays.copyOf(before, length);
  }

  /** Puts a cell in place of the one of the same key, if there is one. */
  void put(Key key, long[] cell, long now) {
    table(key).put(cell, now);
  }

  /** Makes room for one more key of a counter in its stripe, where a dead one is near. */
  boolean evictFor(Key key, Counter counter, long now) {
    return table(key).evictOne(counter, now);
  }

  /** Forgets the dead of a stripe, looking at so many slots; true once it saw them all. */
  boolean sweep(int stripe, long now, int most) {
    return tables[stripe].sweepSome(now, most);
  }

  /** Clears the words of dead counters; true where the cell has any that live. */
  boolean tidy(long[] cell, long now) {
    boolean living = false;
    for (Counter counter : counters) {
      living |= counter.touched(cell) && !counter.clearIfDead(cell, now);
    }
    return living;
  }

  /** Forgets a cell that no limit has touched words in any more. */
  void forgetIfUntouched(Key key, long[] cell) {
    if (untouched(cell)) {
      table(key).remove(key);
    }
  }

  /** Whether no limit has touched words in a cell. */
  boolean untouched(long[] cell) {
    for (Counter counter : counters) {
      if (counter.touched(cell)) {
        return false;
      }
    }
    return true;
  }

  private Counter put(Counter counter) {
    Counter[] more = Arrays.copyOf(counters, counters.length + 1);
    more[counters.length] = counter;
    counters = more;
    return counter;
  }

  /** Where so many words are free: a gap that a dropped counter left clean, or the end. */
  private int free(int stateWords) {
    long taken = stampWords();
    for (Counter counter : counters) {
      taken |= counter.bits();
    }
    long wanted = (1L << stateWords) - 1;
    int offset = 0;
    while (offset < WORDS_MAX && (taken & (wanted << offset)) != 0) {
      offset++;
    }
    return offset;
  }

  private int stampWords() {
    return journal == null ? 0 : Journal.WORDS;
  }

  private CounterTable table(Key key) {
    return tables[key.hash() & (Stripes.COUNT - 1)];
  }
}
