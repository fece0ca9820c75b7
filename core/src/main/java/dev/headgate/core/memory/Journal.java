package dev.headgate.core.memory;

import dev.headgate.core.snapshot.Key;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What changed since the last cut, so that a {@link Keeper} can follow. A cut is the state of one
 * instant: all stripes are held only while the epoch turns; what was changed before is copied after
 * that, stretch by stretch, and whoever is about to change it earlier copies it first.
 *
 * <p>A stamp in the first word after the key of a cell, and in a reservation, tells whether it is
 * known as changed: twice the epoch in which it was, one more once it is copied. So a change of
 * what changed before costs one comparison, and what is noted is bounded by what is live.
 *
 * <p>Methods that take a cell or a reservation expect its stripe to be held.
 */
final class Journal {
  /** How many words of a cell the stamp takes, before those of any counter. */
  static final int WORDS = 1;

  /** How many changes are copied while a stripe is held. */
  private static final int STRETCH = 128;

  /** The stamp of what is not known any more. */
  private static final long FORGOTTEN = -1;

  /** A cell that changed, as it was found then; it may be another array by now. */
  private static final class Changed {
    final Shelf shelf;
    final long[] cell;

    Changed(Shelf shelf, long[] cell) {
      this.shelf = shelf;
      this.cell = cell;
    }

    void gone(Keeper keeper) {
      keeper.gone(shelf.label(), Key.bytes(cell));
    }
  }

  private record Renamed(String before, String now) {}

  /** What changed in one stripe in one epoch. */
  private static final class Changes {
    final List<Changed> gone = new ArrayList<>();
    final List<Changed> cells = new ArrayList<>();
    final List<Long> forgotten = new ArrayList<>();
    final List<Held> held = new ArrayList<>();

    /** Copies made by those who were about to change it in the next epoch. */
    final List<KeptCell> cellCopies = new ArrayList<>();

    final List<KeptReservation> heldCopies = new ArrayList<>();

    boolean isEmpty() {
      return gone.isEmpty()
          && forgotten.isEmpty()
          && cells.isEmpty()
          && held.isEmpty()
          && cellCopies.isEmpty()
          && heldCopies.isEmpty();
    }
  }

  private final Stripes stripes;
  private final Changes[] fresh = new Changes[Stripes.COUNT];
  private final Changes[] before = new Changes[Stripes.COUNT];
  private List<Renamed> renamed = new ArrayList<>();

  /** Turned while all stripes are held; the first is 2, so that a new cell's 0 is never known. */
  private long epoch = 2;

  Journal(Stripes stripes) {
    this.stripes = stripes;
    Arrays.setAll(fresh, i -> new Changes());
    Arrays.setAll(before, i -> new Changes());
  }

  /** A cell is about to be changed. */
  void changes(Shelf shelf, long[] cell) {
    int stamp = Shelf.stamp(cell);
    if (cell[stamp] != 2 * epoch) {
      note(shelf, cell, stamp);
    }
  }

  private void note(Shelf shelf, long[] cell, int stamp) {
    int stripe = Shelf.stripe(cell);
    if (cell[stamp] == 2 * (epoch - 1)) {
      before[stripe].cellCopies.add(new KeptCell(shelf, cell.clone()));
    }
    cell[stamp] = 2 * epoch;
    fresh[stripe].cells.add(new Changed(shelf, cell));
  }

  /** A cell was taken out, with nothing in it. */
  void gone(Shelf shelf, long[] cell) {
    fresh[Shelf.stripe(cell)].gone.add(new Changed(shelf, cell));
  }

  /** A reservation is about to be changed, or is new. */
  void changes(int stripe, Held held) {
    if (held.stamp == 2 * epoch) {
      return;
    }
    if (held.stamp == 2 * (epoch - 1)) {
      before[stripe].heldCopies.add(held.copy());
    }
    held.stamp = 2 * epoch;
    fresh[stripe].held.add(held);
  }

  /** A reservation is not remembered any more. */
  void forgotten(int stripe, Held held) {
    changes(stripe, held);
    held.stamp = FORGOTTEN;
    fresh[stripe].forgotten.add(held.reservation().serial());
  }

  /** A limit has another name. */
  synchronized void renamed(String from, String to) {
    renamed.add(new Renamed(from, to));
  }

  /**
   * Tells a keeper of all that changed since the last cut. One thread at a time.
   *
   * @param turning run while all stripes are held, at the very instant of the cut
   */
  void cut(Keeper keeper, Runnable turning) {
    List<Renamed> names;
    stripes.lock(-1L);
    try {
      for (int i = 0; i < Stripes.COUNT; i++) {
        Changes empty = before[i];
        before[i] = fresh[i];
        fresh[i] = empty;
      }
      epoch++;
      names = takeRenamed();
      turning.run();
    } finally {
      stripes.unlock(-1L);
    }
    names.forEach(one -> keeper.renamed(one.before(), one.now()));
    for (int i = 0; i < Stripes.COUNT; i++) {
      tell(keeper, i);
    }
  }

  private void tell(Keeper keeper, int stripe) {
    Changes changes = before[stripe];
    boolean told = !changes.isEmpty();
    changes.gone.forEach(changed -> changed.gone(keeper));
    changes.forgotten.forEach(keeper::forgotten);
    boolean more = true;
    while (more) {
      List<KeptCell> cells = new ArrayList<>();
      List<KeptReservation> reservations = new ArrayList<>();
      stripes.lock(1L << stripe);
      try {
        copyCells(changes, cells);
        copyHeld(changes, reservations);
        more = !changes.cells.isEmpty() || !changes.held.isEmpty();
      } finally {
        stripes.unlock(1L << stripe);
      }
      cells.forEach(keeper::cell);
      reservations.forEach(keeper::reservation);
    }
    // Nobody adds any more: all that could be copied is.
    changes.cellCopies.forEach(keeper::cell);
    changes.heldCopies.forEach(keeper::reservation);
    if (told) {
      before[stripe] = new Changes();
    }
  }

  /** What has been changed since is copied already, what is gone is told as such. */
  private void copyCells(Changes changes, List<KeptCell> copies) {
    for (int i = 0; i < STRETCH && !changes.cells.isEmpty(); i++) {
      Changed changed = changes.cells.removeLast();
      long[] cell = changed.shelf.current(changed.cell);
      if (cell != null && cell[Shelf.stamp(cell)] == 2 * (epoch - 1)) {
        copies.add(new KeptCell(changed.shelf, cell.clone()));
        cell[Shelf.stamp(cell)]++;
      }
    }
  }

  private void copyHeld(Changes changes, List<KeptReservation> copies) {
    for (int i = 0; i < STRETCH && !changes.held.isEmpty(); i++) {
      Held held = changes.held.removeLast();
      if (held.stamp == 2 * (epoch - 1)) {
        copies.add(held.copy());
        held.stamp++;
      }
    }
  }

  private synchronized List<Renamed> takeRenamed() {
    List<Renamed> taken = renamed;
    renamed = new ArrayList<>();
    return taken;
  }
}
