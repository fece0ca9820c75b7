package dev.headgate.core.memory;

import java.util.Collections;
import java.util.Iterator;

/**
 * Goes round all counters and forgets the dead, in short stretches so that no call waits long. One
 * thread at a time.
 */
final class Housekeeping {
  /** How many slots are looked at while a stripe is held. */
  private static final int STRETCH = 256;

  /** How many stretches one call does at most. */
  private static final int STRETCHES_MAX = 4_096;

  private final Stripes stripes;
  private final Counters counters;
  private Iterator<Shelf> rest = Collections.emptyIterator();
  private Shelf current = new Shelf("", null);
  private int stripe = Stripes.COUNT;

  Housekeeping(Stripes stripes, Counters counters) {
    this.stripes = stripes;
    this.counters = counters;
  }

  /** Goes on with the round; at its end, or after so many stretches, it stops. */
  synchronized void sweep(long now) {
    if (stripe == Stripes.COUNT && !rest.hasNext()) {
      rest = counters.shelves().iterator();
    }
    for (int i = 0; i < STRETCHES_MAX; i++) {
      if (stripe == Stripes.COUNT) {
        if (!rest.hasNext()) {
          dropUnnamed();
          return;
        }
        current = rest.next();
        stripe = 0;
      }
      stretch(now);
    }
  }

  private void stretch(long now) {
    long mask = 1L << stripe;
    stripes.lock(mask);
    try {
      if (current.sweep(stripe, now, STRETCH)) {
        stripe++;
      }
    } finally {
      stripes.unlock(mask);
    }
  }

  private void dropUnnamed() {
    if (!counters.hasUnnamed()) {
      return;
    }
    stripes.lock(-1L);
    try {
      counters.dropUnnamed();
    } finally {
      stripes.unlock(-1L);
    }
  }
}
