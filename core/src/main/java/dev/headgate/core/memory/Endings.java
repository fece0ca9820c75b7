package dev.headgate.core.memory;

import dev.headgate.core.decision.Reservation;
import dev.headgate.core.limit.Meter;
import dev.headgate.core.limit.Taking;
import dev.headgate.core.settlement.Actual;
import dev.headgate.core.settlement.Found;
import dev.headgate.core.settlement.Settlement;
import dev.headgate.core.settlement.Settlement.Adjustment;
import dev.headgate.core.settlement.Settlement.Outcome;
import dev.headgate.core.snapshot.Claim;
import dev.headgate.core.snapshot.Key;
import java.util.ArrayList;
import java.util.List;

/** Ends reservations in memory: settled, expired, corrected late; each once. */
final class Endings {
  /** How many due reservations one new reservation helps to end. */
  private static final int SOME = 2;

  /** How many due reservations of a stripe are ended in one go. */
  private static final int BATCH = 256;

  private final Stripes stripes;
  private final Counters counters;
  private final HeldTable held;

  Endings(Stripes stripes, Counters counters, HeldTable held) {
    this.stripes = stripes;
    this.counters = counters;
    this.held = held;
  }

  Settlement settle(Reservation reservation, Actual actual, long now) {
    long mask = mask(reservation);
    stripes.lock(mask);
    try {
      if (reservation.id() == null) {
        return new Settlement(
            Outcome.SETTLED, adjust(reservation, Actual.AS_RESERVED, actual, now));
      }
      Held known = held.byId(reservation.id());
      return known == null ? Settlement.unknown() : settleHeld(known, actual, now);
    } finally {
      stripes.unlock(mask);
    }
  }

  Found find(String id) {
    long mask = Stripes.bit(HeldTable.hash(id));
    stripes.lock(mask);
    try {
      Held known = held.byId(id);
      if (known == null) {
        return new Found.None();
      }
      Settlement settlement = known.settlement();
      return settlement == null
          ? new Found.Open(known.reservation)
          : new Found.Ended(known.reservation, settlement);
    } finally {
      stripes.unlock(mask);
    }
  }

  boolean renew(Reservation reservation, long now) {
    long mask = mask(reservation);
    stripes.lock(mask);
    try {
      boolean renewed = true;
      for (Claim claim : reservation.taken()) {
        renewed &= !claim.meter().holds() || renew(claim, reservation.serial(), now);
      }
      return renewed;
    } finally {
      stripes.unlock(mask);
    }
  }

  /** Renews one claim's permits; its cell lives longer then. */
  private boolean renew(Claim claim, long serial, long now) {
    Counter counter = counters.of(claim.rule());
    long[] cell = counter.find(claim.key());
    int state = Counter.state(claim.key(), cell);
    if (cell == null || !claim.meter().renew(cell, state, serial, now)) {
      return false;
    }
    counter.put(claim.key(), cell, claim.meter(), now);
    return true;
  }

  int expire(long now) {
    int expired = 0;
    for (int stripe = 0; stripe < Stripes.COUNT; stripe++) {
      expired += expire(stripe, now, BATCH);
    }
    return expired;
  }

  void expireSome(String id, long now) {
    int stripe = HeldTable.hash(id) & (Stripes.COUNT - 1);
    expire(stripe, now, SOME);
  }

  private int expire(int stripe, long now, int most) {
    long mask = 1L << stripe;
    stripes.lock(mask);
    List<Held> due;
    try {
      if (!held.hasDue(stripe, now)) {
        return 0;
      }
      due = held.due(stripe, now, most);
    } finally {
      stripes.unlock(mask);
    }
    due.forEach(one -> expire(one, now));
    return due.size();
  }

  private void expire(Held one, long now) {
    long mask = mask(one.reservation);
    stripes.lock(mask);
    try {
      if (one.open()) {
        expireHeld(one, now);
      }
      held.forget(one.reservation);
    } finally {
      stripes.unlock(mask);
    }
  }

  private Settlement settleHeld(Held known, Actual actual, long now) {
    Reservation reservation = known.reservation;
    if (known.open() && now >= reservation.expiresAt()) {
      expireHeld(known, now);
    }
    Settlement before = known.settlement();
    if (before == null) {
      known.settled(
          new Settlement(Outcome.SETTLED, adjust(reservation, Actual.AS_RESERVED, actual, now)));
    } else if (known.awaitsLate()) {
      known.settledLate(
          new Settlement(
              Outcome.CORRECTED_LATE, adjust(reservation, expiredAt(reservation), actual, now)));
    }
    Settlement settlement = known.settlement();
    return settlement == null ? Settlement.unknown() : settlement;
  }

  private void expireHeld(Held known, long now) {
    Reservation reservation = known.reservation;
    List<Adjustment> adjustments =
        adjust(reservation, Actual.AS_RESERVED, expiredAt(reservation), now);
    known.expired(new Settlement(Outcome.EXPIRED, adjustments));
  }

  private static Actual expiredAt(Reservation reservation) {
    return reservation.plan().snapshot().settings().expiredCostsNothing()
        ? Actual.NOTHING
        : Actual.AS_RESERVED;
  }

  private List<Adjustment> adjust(Reservation reservation, Actual before, Actual after, long now) {
    List<Adjustment> adjustments = new ArrayList<>(reservation.taken().size());
    for (Claim claim : reservation.taken()) {
      long counted = before.cost(claim.rule().unit(), claim.cost());
      long actual = after.cost(claim.rule().unit(), claim.cost());
      Taking taking = new Taking(claim.cost(), reservation.at(), reservation.serial());
      adjustments.add(adjust(claim, taking, counted, actual, now));
    }
    return adjustments;
  }

  private Adjustment adjust(Claim claim, Taking taking, long counted, long actual, long now) {
    Counter counter = counters.of(claim.rule());
    Key key = claim.key();
    long[] cell = counter.find(key);
    int state = Counter.state(key, cell);
    Meter meter = claim.meter();
    if (meter.holds() || actual <= counted) {
      long back = meter.holds() ? taking.cost() : counted - actual;
      if (cell != null && back > 0) {
        meter.giveBack(cell, state, taking, back, now);
      }
      return new Adjustment(claim, actual, 0, back, 0);
    }
    long more = actual - counted;
    long room = meter.room(Counter.orUntouched(cell), state, claim.rule().terms().debtMax(), now);
    long charged = Math.min(more, room);
    if (charged > 0) {
      charge(counter, claim, taking, charged, now);
    }
    return new Adjustment(claim, actual, charged, 0, more - charged);
  }

  private static void charge(Counter counter, Claim claim, Taking taking, long cost, long now) {
    Key key = claim.key();
    long[] cell = counter.find(key);
    if (cell == null) {
      cell = Counter.fresh(key, claim.meter());
    }
    int state = CounterTable.deadAt(key) + 1;
    long[] after = claim.meter().take(cell, state, cost, now, taking.holder());
    counter.put(key, after, claim.meter(), now);
    if (after.length != cell.length) {
      counter.replace(key, after, now);
    }
  }

  private static long mask(Reservation reservation) {
    long mask = reservation.id() == null ? 1 : Stripes.bit(HeldTable.hash(reservation.id()));
    for (Claim claim : reservation.taken()) {
      mask |= Stripes.bit(claim.key().hash());
    }
    String callKey = HeldTable.callKey(reservation.call());
    return callKey == null ? mask : mask | Stripes.bit(HeldTable.hash(callKey));
  }
}
