package dev.headgate.server.admission;

import dev.headgate.core.decision.Answer;
import dev.headgate.core.decision.Reservation;
import dev.headgate.core.settlement.Actual;
import dev.headgate.core.settlement.ChargeTable;
import dev.headgate.core.settlement.Settler;
import dev.headgate.core.snapshot.Claim;
import dev.headgate.server.gateway.Outcome;
import dev.headgate.server.gateway.Passage;
import java.lang.System.Logger.Level;

/** Holds the reservation of one admitted request, renews it, and settles it when it has ended. */
record ReservedPassage(Settler settler, CallIds ids, Reservation reservation, ChargeTable charges)
    implements Passage {
  private static final System.Logger LOG = System.getLogger(ReservedPassage.class.getName());

  @Override
  public void ended(Outcome outcome) {
    settle(Charges.actual(charges, outcome));
    ids.end(reservation);
  }

  private void settle(Actual actual) {
    boolean unremembered = reservation.id() == null;
    if (unremembered && !actual.nothing() && !holdsPermits()) {
      return;
    }
    settler.settle(reservation, actual, new Logged<>("settle"));
  }

  /** Gives everything back: the request was admitted and never begun. */
  void neverBegan() {
    settler.release(reservation, new Logged<>("release"));
    ids.end(reservation);
  }

  private boolean holdsPermits() {
    for (Claim claim : reservation.taken()) {
      if (claim.meter().holds()) {
        return true;
      }
    }
    return false;
  }

  @Override
  public void renew() {
    String id = reservation.id();
    if (id != null) {
      settler.renew(id, new Logged<>("renew"));
    }
  }

  /** A third of the shortest life that it holds, so that two renewals may come late. */
  @Override
  public long renewWithin() {
    if (reservation.id() == null) {
      return Long.MAX_VALUE;
    }
    long shortest = reservation.plan().snapshot().settings().reservationLife();
    for (Claim claim : reservation.taken()) {
      if (claim.meter().holds()) {
        shortest = Math.min(shortest, claim.meter().windowMicros());
      }
    }
    return shortest / 3;
  }

  /** An answer of which only the failure matters: the reservation expires as the policy says. */
  private record Logged<T>(String what) implements Answer<T> {
    @Override
    public void value(T value) {}

    @Override
    public void failure(Exception cause) {
      LOG.log(Level.WARNING, "cannot {0} a reservation: {1}", what, cause.toString());
    }
  }
}
