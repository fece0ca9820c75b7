package dev.headgate.server.admission;

import dev.headgate.core.decision.Answer;
import dev.headgate.core.decision.Reservation;
import dev.headgate.core.pricing.Quote;
import dev.headgate.core.settlement.Actual;
import dev.headgate.core.settlement.ChargeTable;
import dev.headgate.core.snapshot.Claim;
import dev.headgate.server.gateway.BodyWatch;
import dev.headgate.server.gateway.Outcome;
import dev.headgate.server.gateway.Passage;
import java.lang.System.Logger.Level;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Holds the reservation of one admitted request, renews it, and settles it when it has ended. */
record ReservedPassage(
    PassageParts parts, Reservation reservation, ChargeTable charges, @Nullable Counting counting)
    implements Passage {
  /** The unit of response bodies, as the caller gets them. */
  private static final String BYTES = "bytes";

  private static final System.Logger LOG = System.getLogger(ReservedPassage.class.getName());

  @Override
  public void ended(Outcome outcome) {
    settle(actual(outcome));
    if (counting != null) {
      counting.close();
    }
    parts.ids().end(reservation);
  }

  private Actual actual(Outcome outcome) {
    ChargeTable.Outcome row = Charges.row(outcome);
    if (row != null && counting != null) {
      counting.charge(row);
    }
    if (row != null || !(outcome instanceof Outcome.Answered answered)) {
      return Charges.actual(charges, row);
    }
    Actual points = counting == null ? Actual.AS_RESERVED : counting.settle();
    if (!reservation.quote().reserve().containsKey(BYTES)) {
      return points;
    }
    Map<String, Long> costs = new TreeMap<>(points.costs());
    costs.put(BYTES, Math.min(Quote.COST_MAX, answered.responseBytes()));
    return new Actual(costs, false);
  }

  @Override
  public BodyWatch watch() {
    return counting == null ? BodyWatch.NONE : counting;
  }

  private void settle(Actual actual) {
    boolean unremembered = reservation.id() == null;
    if (unremembered && actual.equals(Actual.AS_RESERVED) && !holdsPermits()) {
      return;
    }
    parts.settler().settle(reservation, actual, new Logged<>("settle"));
  }

  /** Gives everything back: the request was admitted and never begun. */
  void neverBegan() {
    parts.settler().release(reservation, new Logged<>("release"));
    parts.ids().end(reservation);
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
      parts.settler().renew(id, new Logged<>("renew"));
    }
  }

  @Override
  public long renewWithin() {
    return reservation.renewWithin();
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
