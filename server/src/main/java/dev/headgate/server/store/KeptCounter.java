package dev.headgate.server.store;

import dev.headgate.core.snapshot.Key;

/**
 * One counter as a store keeps it, in the words of the core.
 *
 * @param name of its limit's counters; that of pools ends in {@link #POOLS}
 * @param key partition values
 * @param words not to be changed
 */
@SuppressWarnings("ArrayRecordComponent") // counters are passed on, not compared
public record KeptCounter(String name, Key key, long[] words) {
  /** Follows the name of a limit's counters in that of what the members of its pools share. */
  public static final String POOLS = "|pools";
}
