package dev.headgate.core.memory;

import dev.headgate.core.limit.Meter;
import dev.headgate.core.snapshot.Key;
import org.jspecify.annotations.Nullable;

/**
 * The counters of one limit in one stripe: cells in an open-addressing table with linear probing. A
 * cell is one array of words: key, then state; so a look-up touches one object. Which are dead is
 * asked of the meter that is handed in. Guarded by its stripe.
 */
final class CounterTable {
  private static final int SLOTS_MIN = 4;

  /** How many slots a new key at the bound may look at for a dead counter to replace. */
  private static final int LOOKED_AT = 32;

  private long[][] slots = new long[SLOTS_MIN][];
  private int live;
  private int hand;
  private int broom;

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

  /** Puts a cell in, in place of one with the same key; makes room by sweeping, then by growing. */
  void put(long[] cell, Meter meter, long now) {
    if ((live + 1) * 4 > slots.length * 3) {
      sweep(meter, now);
    }
    live += insert(slots, cell);
  }

  /** Forgets one dead counter near the hand; false where none was found within the bound. */
  boolean evictOne(Meter meter, long now) {
    for (int i = 0; i < Math.min(LOOKED_AT, slots.length); i++) {
      hand = (hand + 1) & (slots.length - 1);
      long[] cell = slots[hand];
      if (cell != null && dead(cell, meter, now)) {
        remove(hand);
        return true;
      }
    }
    return false;
  }

  /** Forgets dead counters, looking at so many slots; true once it has seen the whole table. */
  boolean sweepSome(Meter meter, long now, int most) {
    for (int i = 0; i < most; i++) {
      if (broom >= slots.length) {
        broom = 0;
        shrink(meter, now);
        return true;
      }
      long[] cell = slots[broom];
      if (cell != null && dead(cell, meter, now)) {
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

  int live() {
    return live;
  }

  private static boolean dead(long[] cell, Meter meter, long now) {
    return meter.deadAt(cell, Key.length(cell[0]), 0) <= now;
  }

  private void shrink(Meter meter, long now) {
    if (slots.length > SLOTS_MIN && live * 8 < slots.length) {
      sweep(meter, now);
    }
  }

  private void sweep(Meter meter, long now) {
    int alive = 0;
    for (long[] cell : slots) {
      if (cell != null && !dead(cell, meter, now)) {
        alive++;
      }
    }
    int size = SLOTS_MIN;
    while ((alive + 1) * 3 > size * 2) {
      size *= 2;
    }
    long[][] swept = new long[size][];
    for (long[] cell : slots) {
      if (cell != null && !dead(cell, meter, now)) {
        insert(swept, cell);
      }
    }
    slots = swept;
    live = alive;
  }

  /** Returns 1 for a new key, 0 where it replaced the cell of the same key. */
  private static int insert(long[][] table, long[] cell) {
    int mask = table.length - 1;
    for (int i = slot((int) (cell[0] >>> 32)) & mask; ; i = (i + 1) & mask) {
      if (table[i] == null) {
        table[i] = cell;
        return 1;
      }
      if (sameKey(table[i], cell)) {
        table[i] = cell;
        return 0;
      }
    }
  }

  /** Closes the gap, so that no later cell of the run becomes unreachable. */
  private void remove(int gap) {
    int mask = slots.length - 1;
    slots[gap] = null;
    live--;
    for (int i = (gap + 1) & mask; slots[i] != null; i = (i + 1) & mask) {
      long[] cell = slots[i];
      slots[i] = null;
      insert(slots, cell);
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
