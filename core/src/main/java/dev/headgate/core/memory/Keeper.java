package dev.headgate.core.memory;

/**
 * Keeps elsewhere what a store holds, so that it survives the process. Hears, cut by cut, of all
 * that changed, and after each cut knows the whole state as it was at one instant. Used by one
 * thread at a time, without any lock held.
 */
public interface Keeper {
  /** A limit has a new name; what is kept of it stays. Comes before the rest of a cut. */
  void renamed(String before, String now);

  /** Nothing is left of the counters of a key. Comes before cells of the same place. */
  void gone(String place, byte[] key);

  /** The counters of a key, instead of what was kept of them. */
  void cell(KeptCell cell);

  /** A reservation is not remembered any more. */
  void forgotten(long serial);

  /** A remembered reservation, instead of what was kept of it. */
  void reservation(KeptReservation reservation);
}
