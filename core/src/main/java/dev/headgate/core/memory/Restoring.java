package dev.headgate.core.memory;

import dev.headgate.core.call.CallId;
import dev.headgate.core.decision.Reservation;
import dev.headgate.core.snapshot.Key;
import dev.headgate.core.snapshot.PolicySnapshot;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Puts back into an empty store what a {@link Keeper} kept. For one thread, before anybody else
 * uses the store.
 */
public final class Restoring {
  private final Stripes stripes;
  private final Counters counters;
  private final HeldTable held;
  private final long now;

  Restoring(Stripes stripes, Counters counters, HeldTable held, long now) {
    this.stripes = stripes;
    this.counters = counters;
    this.held = held;
    this.now = now;
  }

  /** One counter of a key, as it was kept. */
  public static final class Kept {
    private final String counter;
    private final long[] words;

    /**
     * Takes the words over.
     *
     * @param counter name of its limit's counters
     * @param words all of them
     */
    public Kept(String counter, long[] words) {
      this.counter = counter;
      this.words = words;
    }
  }

  /** Makes a snapshot the one by whose rules counters are found. */
  Restoring under(PolicySnapshot snapshot) {
    stripes.lock(-1L);
    try {
      counters.of(snapshot);
    } finally {
      stripes.unlock(-1L);
    }
    return this;
  }

  /**
   * Puts the counters of a key back; those of limits that the snapshot does not have are left out.
   *
   * @return whether it is kept as it would be kept anew; else what was kept is to be dropped, and
   *     the next cut tells of it in another way
   */
  public boolean cell(String place, byte[] keyBytes, List<Kept> kept) {
    Key key = Key.read(keyBytes);
    long mask = Stripes.bit(key.hash());
    stripes.lock(mask);
    try {
      boolean same = true;
      for (Kept one : kept) {
        same &= fits(place, key, one);
      }
      for (Kept one : kept) {
        counter(key, one, same);
      }
      return same;
    } finally {
      stripes.unlock(mask);
    }
  }

  /** Whether a counter is known, belongs to the place, and was not put back from another one. */
  private boolean fits(String place, Key key, Kept kept) {
    Counter counter = counters.named(kept.counter);
    return counter != null
        && counter.shelf().label().equals(place)
        && !counter.touched(key, counter.shelf().find(key));
  }

  private void counter(Key key, Kept kept, boolean same) {
    Counter counter = counters.named(kept.counter);
    if (counter == null || counter.touched(key, counter.shelf().find(key))) {
      return;
    }
    long[] before = counter.shelf().find(key);
    boolean changed = before != null && before[Shelf.stamp(before)] != 0;
    counter.restore(key, kept.words, now);
    long[] after = counter.shelf().find(key);
    if (after != null && same && !changed) {
      after[Shelf.stamp(after)] = 0;
    }
  }

  /** Puts a reservation back; false where it is time to forget it. Older ones come first. */
  public boolean reservation(KeptReservation kept) {
    Reservation reservation = kept.reservation();
    String id = reservation.id();
    Held one = new Held(kept);
    if (id == null || (!one.open() && one.forgetAt() <= now)) {
      return false;
    }
    String callKey = one.answersRepeats(now) ? CallId.key(reservation.call()) : null;
    long mask = Stripes.bit(HeldTable.hash(id)) | bit(callKey);
    stripes.lock(mask);
    try {
      if (!held.roomFor(id)) {
        return false;
      }
      held.restore(id, one, callKey);
      return true;
    } finally {
      stripes.unlock(mask);
    }
  }

  private static long bit(@Nullable String callKey) {
    return callKey == null ? 0 : Stripes.bit(HeldTable.hash(callKey));
  }
}
