package dev.headgate.core.memory;

import dev.headgate.core.snapshot.Key;
import org.jspecify.annotations.Nullable;

/**
 * The cells of one shelf in one stripe: an open-addressing table with linear probing. A cell is one
 * array of words: key, then states; so a look-up touches one object. Guarded by its stripe.
 */
final class CounterTable {
  private static final int SLOTS_MIN = 4;

  /** How many slots a new key at the bound may look at for a dead counter to replace. */
  private static final int LOOKED_AT = 32;

  private final Shelf shelf;
  private long[][] slots = new long[SLOTS_MIN][];
  private int live;
  private int hand;
  private int broom;

  CounterTable(Shelf shelf) {
    this.shelf = shelf;
  }

  /** The counter's cell, or null where the key was never touched. */
  long @Nullable [] find(Key key) {
    long[][] table = slots;
    int mask = table.length - 1;
    for (int i = slot(key.hash()) & mask; ; i = (i + 1) & mask) {
      long[] cell = table[i];
      if (cell == null || key.begins(cell)) {
        return cell;
      }
    }
  }

  /** The cell that begins with the same key, or null where there is none. */
  long @Nullable [] current(long[] cell) {
    return slots[place(slots, cell)];
  }

  /** Puts a cell in, in place of one with the same key; makes room by sweeping, then by growing. */
  void put(long[] cell, long now) {
    int place = place(slots, cell);
    if (slots[place] == null) {
      if ((live + 1) * 4 > slots.length * 3) {
        sweep(now);
        place = place(slots, cell);
      }
      live++;
    }
    slots[place] = cell;
  }

  /** Forgets one dead key of a counter near the hand; false where none was within the bound. */
  boolean evictOne(Counter counter, long now) {
    for (int i = 0; i < Math.min(LOOKED_AT, slots.length); i++) {
      hand = (hand + 1) & (slots.length - 1);
      long[] cell = slots[hand];
      if (cell != null && counter.touched(cell) && counter.clearIfDead(cell, now)) {
        if (shelf.untouched(cell)) {
          remove(hand);
        }
        return true;
      }
    }
    return false;
  }

  /** Forgets dead counters, looking at so many slots; true once it has seen the whole table. */
  boolean sweepSome(long now, int most) {
    for (int i = 0; i < most; i++) {
      if (broom >= slots.length) {
        broom = 0;
        shrink(now);
        return true;
      }
      long[] cell = slots[broom];
      if (cell != null && !shelf.tidy(cell, now)) {
        remove(broom);
      } else {
        broom++;
      }
    }
    return false;
  }

  /** Forgets a counter; false where there was none. */
  boolean remove(Key key) {
    int mask = slots.length - 1;
    for (int i = slot(key.hash()) & mask; slots[i] != null; i = (i + 1) & mask) {
      if (key.begins(slots[i])) {
        remove(i);
        return true;
      }
    }
    return false;
  }

  private void shrink(long now) {
    if (slots.length > SLOTS_MIN && live * 8 < slots.length) {
      sweep(now);
    }
  }

  /** Forgets the dead, and makes the table as large as the living need. */
  private void sweep(long now) {
    long[][] before = slots;
    int alive = 0;
    for (int i = 0; i < before.length; i++) {
      if (before[i] != null && !shelf.tidy(before[i], now)) {
        shelf.gone(before[i]);
        before[i] = null;
      }
      alive += before[i] == null ? 0 : 1;
    }
    int size = SLOTS_MIN;
    while ((alive + 1) * 3 > size * 2) {
      size *= 2;
    }
    slots = new long[size][];
    live = alive;
    for (long[] cell : before) {
      if (cell != null) {
        slots[place(slots, cell)] = cell;
      }
    }
  }

  /** The slot of the cell with the same key, or the empty one where it belongs. */
  private static int place(long[][] table, long[] cell) {
    int mask = table.length - 1;
    int i = slot((int) (cell[0] >>> 32)) & mask;
    while (table[i] != null && !sameKey(table[i], cell)) {
      i = (i + 1) & mask;
    }
    return i;
  }

  /** Closes the gap, so that no later cell of the run becomes unreachable. */
  private void remove(int gap) {
    int mask = slots.length - 1;
    shelf.gone(slots[gap]);
    slots[gap] = null;
    live--;
    for (int i = (gap + 1) & mask; slots[i] != null; i = (i + 1) & mask) {
      long[] cell = slots[i];
      slots[i] = null;
      slots[place(slots, cell)] = cell;
    }
  }

  private static boolean sameKey(long[] one, long[] other) {
    int length = Key.length(one[0]);
    return one[0] == other[0] && java.util.Arrays.equals(one, 1, length, other, 1, length);
  }

  /** The lower bits choose the stripe. */
  private static int slot(int hash) {
    return hash >>> 6;
  }
}
