package dev.headgate.core.memory;

import dev.headgate.core.call.CallId;
import dev.headgate.core.decision.Reservation;
import dev.headgate.core.settlement.Actual;
import dev.headgate.core.settlement.Ending;
import dev.headgate.core.settlement.Found;
import dev.headgate.core.settlement.Settlement;
import dev.headgate.core.settlement.Settlement.Adjustment;
import dev.headgate.core.settlement.Settlement.Outcome;
import dev.headgate.core.settlement.SettlementListener;
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
  private final SettlementListener listener;

  Endings(Stripes stripes, Counters counters, HeldTable held, SettlementListener listener) {
    this.stripes = stripes;
    this.counters = counters;
    this.held = held;
    this.listener = listener;
  }

  Settlement settle(Reservation reservation, Actual actual, long now) {
    String id = reservation.id();
    if (id != null) {
      return settleHeld(id, reservation, actual, now);
    }
    Settlement settlement;
    long mask = mask(reservation);
    stripes.lock(mask);
    try {
      List<Adjustment> adjustments = adjust(reservation, Actual.AS_RESERVED, actual, now);
      settlement = new Settlement(Outcome.SETTLED, adjustments);
    } finally {
      stripes.unlock(mask);
    }
    listener.ended(new Ending(reservation, actual, settlement, now));
    return settlement;
  }

  Found find(String id, long now) {
    long mask = Stripes.bit(HeldTable.hash(id));
    stripes.lock(mask);
    try {
      Held known = held.byId(id, now);
      if (known == null) {
        return new Found.None();
      }
      Settlement settlement = known.settlement();
      return settlement == null
          ? new Found.Open(known.reservation())
          : new Found.Ended(known.reservation(), settlement);
    } finally {
      stripes.unlock(mask);
    }
  }

  /** Renews permits, and the life of a remembered reservation, unless that is over. */
  boolean renew(Reservation reservation, long now) {
    long mask = mask(reservation);
    stripes.lock(mask);
    try {
      String id = reservation.id();
      Held known = id == null ? null : held.byId(id, now);
      if (id != null && (known == null || !known.open() || known.due(now))) {
        return false;
      }
      boolean renewed = renewPermits(reservation, now);
      if (known != null && renewed) {
        long life = reservation.plan().snapshot().settings().reservationLife();
        held.changes(known);
        known.renewed(now + life);
      }
      return renewed;
    } finally {
      stripes.unlock(mask);
    }
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
    Reservation reservation = one.reservation();
    List<Ending> endings = new ArrayList<>(1);
    long mask = mask(reservation);
    stripes.lock(mask);
    try {
      if (one.open() && one.due(now)) {
        expireHeld(one, now, endings);
      } else if (one.open()) {
        held.renewed(one);
      }
    } finally {
      stripes.unlock(mask);
    }
    endings.forEach(listener::ended);
  }

  private Settlement settleHeld(String id, Reservation reservation, Actual actual, long now) {
    List<Ending> endings = new ArrayList<>(1);
    Settlement settlement = Settlement.unknown();
    long mask = mask(reservation);
    stripes.lock(mask);
    try {
      Held known = held.byId(id, now);
      if (known != null) {
        settlement = settle(known, actual, now, endings);
      }
    } finally {
      stripes.unlock(mask);
    }
    endings.forEach(listener::ended);
    return settlement;
  }

  private Settlement settle(Held known, Actual actual, long now, List<Ending> endings) {
    if (known.open() && known.due(now)) {
      expireHeld(known, now, endings);
    }
    Reservation reservation = known.reservation();
    Settlement before = known.settlement();
    if (before != null && !known.awaitsLate()) {
      return before;
    }
    held.changes(known);
    Settlement settlement;
    if (before == null) {
      settlement =
          new Settlement(Outcome.SETTLED, adjust(reservation, Actual.AS_RESERVED, actual, now));
      known.settled(settlement, actual.nothing());
      remember(known);
    } else if (now < known.forgetAt()) {
      settlement =
          new Settlement(
              Outcome.CORRECTED_LATE,
              adjust(reservation, Actual.expired(reservation), actual, now));
      known.settledLate(settlement);
    } else {
      return Settlement.unknown();
    }
    endings.add(new Ending(reservation, actual, settlement, now));
    return settlement;
  }

  private void expireHeld(Held known, long now, List<Ending> endings) {
    Reservation reservation = known.reservation();
    Actual actual = Actual.expired(reservation);
    Settlement settlement =
        new Settlement(Outcome.EXPIRED, adjust(reservation, Actual.AS_RESERVED, actual, now));
    held.changes(known);
    known.expired(settlement);
    remember(known);
    endings.add(new Ending(reservation, actual, settlement, now));
  }

  private void remember(Held ended) {
    String id = ended.reservation().id();
    if (id != null) {
      held.ended(id, ended);
    }
  }

  private List<Adjustment> adjust(Reservation reservation, Actual before, Actual after, long now) {
    List<Adjustment> adjustments = new ArrayList<>(reservation.taken().size());
    for (Claim claim : reservation.taken()) {
      adjustments.add(Correction.of(counters, reservation, claim, now).apply(before, after));
    }
    return adjustments;
  }

  private boolean renewPermits(Reservation reservation, long now) {
    boolean renewed = true;
    for (Claim claim : reservation.taken()) {
      renewed &= Correction.of(counters, reservation, claim, now).renew();
    }
    return renewed;
  }

  /** The stripes of the id, of the call's own id and of the counters of a reservation. */
  private static long mask(Reservation reservation) {
    long mask = reservation.id() == null ? 1 : Stripes.bit(HeldTable.hash(reservation.id()));
    for (Claim claim : reservation.taken()) {
      mask |= Stripes.bit(claim.key().hash());
      Key pool = claim.pool();
      mask |= pool == null ? 0 : Stripes.bit(pool.hash());
    }
    String callKey = CallId.key(reservation.call());
    return callKey == null ? mask : mask | Stripes.bit(HeldTable.hash(callKey));
  }
}
