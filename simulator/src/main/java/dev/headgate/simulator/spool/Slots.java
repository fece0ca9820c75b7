package dev.headgate.simulator.spool;

import org.jspecify.annotations.Nullable;

/**
 * A table of fixed size by which writer and reader tell again what came before: a thing has one
 * place, by its hash, and whatever comes next to that place takes it. For one thread.
 */
final class Slots<T> {
  private static final int SLOTS = 1 << 16;

  private final @Nullable Object[] things = new @Nullable Object[SLOTS];

  /** The place of a thing. */
  static int slot(Object thing) {
    int hash = thing.hashCode();
    return (hash ^ (hash >>> 16)) & (SLOTS - 1);
  }

  /** Whether the thing lies in its place; afterwards it does. */
  boolean put(int slot, T thing) {
    boolean there = thing.equals(things[slot]);
    things[slot] = thing;
    return there;
  }

  /** What lies in a place. */
  @SuppressWarnings("unchecked") // only things of the type are put
  T get(int slot) {
    Object thing = things[slot];
    if (thing == null) {
      throw new AssertionError("slot " + slot + " (expected: written before it is named)");
    }
    return (T) thing;
  }
}
