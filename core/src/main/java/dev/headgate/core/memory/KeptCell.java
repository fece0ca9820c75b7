package dev.headgate.core.memory;

import dev.headgate.core.snapshot.Key;

/** The counters of one key at the instant of a cut. Immutable. */
public final class KeptCell {
  private final Shelf shelf;
  private final Counter[] counters;
  private final long[] cell;

  /** Takes a copy of the cell over. */
  KeptCell(Shelf shelf, long[] cell) {
    this.shelf = shelf;
    this.cell = cell;
    counters = shelf.counters();
  }

  /** Is told of one counter of the key. */
  @FunctionalInterface
  public interface Reader {
    /**
     * One counter.
     *
     * @param counter name of its limit's counters
     * @param words an array with its words, not to be changed
     * @param from index of the first
     * @param to index after the last
     */
    void counter(String counter, long[] words, int from, int to);
  }

  /** A stable name that tells cells of one key apart. */
  public String place() {
    return shelf.label();
  }

  /** The bytes of the key. */
  public byte[] key() {
    return Key.bytes(cell);
  }

  /** Tells of each counter that is not untouched, in a stable order; of none where all are. */
  public void read(Reader reader) {
    for (Counter counter : counters) {
      int from = counter.first(cell);
      int to = counter.last(cell, from);
      if (to > from) {
        reader.counter(counter.name(), cell, from, to);
      }
    }
  }
}
