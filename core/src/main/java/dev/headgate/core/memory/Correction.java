package dev.headgate.core.memory;

import dev.headgate.core.decision.Reservation;
import dev.headgate.core.limit.Meter;
import dev.headgate.core.limit.Taking;
import dev.headgate.core.settlement.Actual;
import dev.headgate.core.settlement.Settlement.Adjustment;
import dev.headgate.core.snapshot.Claim;
import dev.headgate.core.snapshot.Key;

/**
 * One claim of a reservation that ends, with the counter on which it is corrected. Used while the
 * stripe of its key is held.
 */
record Correction(Claim claim, Counters.Place place, Taking taking, long now) {
  static Correction of(Counters counters, Reservation reservation, Claim claim, long now) {
    Taking taking = new Taking(claim.cost(), reservation.at(), reservation.serial());
    return new Correction(claim, counters.place(reservation, claim), taking, now);
  }

  /** Makes the claim count for what the call cost after it counted for something else before. */
  Adjustment apply(Actual before, Actual after) {
    if (place.meter().holds()) {
      giveBack(claim.cost());
      return new Adjustment(claim, after.nothing() ? 0 : claim.cost(), 0, 0, 0);
    }
    String unit = claim.rule().unit();
    if (!place.meter().remembers()) {
      return new Adjustment(claim, after.cost(unit, claim.cost()), 0, 0, 0);
    }
    long counted = before.cost(unit, claim.cost());
    long actual = after.cost(unit, claim.cost());
    return actual > counted ? charge(actual, actual - counted) : refund(actual, counted - actual);
  }

  /** Renews what the claim holds; false where it holds nothing any more. */
  boolean renew() {
    Meter meter = place.meter();
    if (!meter.holds()) {
      return true;
    }
    Key key = claim.key();
    Counter counter = place.counter();
    long[] cell = counter.shelf().find(key);
    if (cell == null || !counter.touched(key, cell)) {
      return false;
    }
    counter.changes(cell);
    return meter.renew(cell, counter.state(key, cell), taking.holder(), now);
  }

  private Adjustment refund(long actual, long back) {
    if (back > 0) {
      giveBack(back);
    }
    return new Adjustment(claim, actual, 0, back, 0);
  }

  private void giveBack(long cost) {
    if (claim.pool() == null) {
      place.counter().giveBack(claim.key(), place.meter(), taking, cost, now);
    } else {
      joint().giveBack(taking, cost, now);
    }
  }

  private Adjustment charge(long actual, long more) {
    long charged = claim.pool() == null ? chargeOwn(more) : chargePool(more);
    return new Adjustment(claim, actual, charged, 0, more - charged);
  }

  private long chargeOwn(long more) {
    Key key = claim.key();
    Meter meter = place.meter();
    Counter counter = place.counter();
    long[] cell = counter.shelf().find(key);
    long[] stands = counter.stands(key, cell);
    long charged = Math.min(more, meter.room(stands, counter.state(key, cell), debtMax(), now));
    if (charged > 0) {
      int touched = counter.touchedState(key, cell);
      counter.take(key, cell, touched, meter, new Taking(charged, now, taking.holder()));
    }
    return charged;
  }

  private long chargePool(long more) {
    Joint joint = joint();
    long charged = Math.min(more, joint.room(debtMax(), now));
    if (charged > 0) {
      joint.take(new Taking(charged, now, taking.holder()));
    }
    return charged;
  }

  private long debtMax() {
    return place.rule().terms().debtMax();
  }

  private Joint joint() {
    return Joint.of(place.counter(), claim, place.meter());
  }
}
