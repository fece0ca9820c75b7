package dev.headgate.core.settlement;

import dev.headgate.core.decision.Answer;
import dev.headgate.core.decision.Reservation;
import dev.headgate.core.settlement.Settlement.Adjustment;
import dev.headgate.core.settlement.Settlement.Outcome;
import dev.headgate.core.snapshot.Claim;
import dev.headgate.core.time.TimeSource;
import java.util.ArrayList;
import java.util.List;

/**
 * Ends reservations for those who hold them, by value or by id. Safe for all threads; holds no
 * state. The listener hears here only of costs that came too late for any counter; of all else the
 * store tells it.
 */
public final class Settler {
  private final TimeSource time;
  private final ReservationStore store;
  private final SettlementListener listener;

  /** Joins the parts; the listener is the one that the store tells. */
  public Settler(TimeSource time, ReservationStore store, SettlementListener listener) {
    this.time = time;
    this.store = store;
    this.listener = listener;
  }

  /** Settles to the real cost; what the store has forgotten is recorded as late. */
  public void settle(Reservation reservation, Actual actual, Answer<Settlement> answer) {
    settle(reservation, actual, time.micros(), answer);
  }

  /** Gives back all of a call that was not carried out. */
  public void release(Reservation reservation, Answer<Settlement> answer) {
    settle(reservation, Actual.NOTHING, answer);
  }

  /** Settles by id; {@link Outcome#UNKNOWN} where the store does not know it any more. */
  public void settle(String id, Actual actual, Answer<Settlement> answer) {
    long now = time.micros();
    store.find(id, now, new Settling(this, actual, now, answer));
  }

  /** Gives back all of a call that was not carried out, by id. */
  public void release(String id, Answer<Settlement> answer) {
    settle(id, Actual.NOTHING, answer);
  }

  /** Renews permits and life by id; false where it has ended or is not known. */
  public void renew(String id, Answer<Boolean> answer) {
    long now = time.micros();
    store.find(id, now, new Renewing(store, now, answer));
  }

  /** Looks up by id. */
  public void find(String id, Answer<Found> answer) {
    store.find(id, time.micros(), answer);
  }

  private void settle(Reservation reservation, Actual actual, long now, Answer<Settlement> answer) {
    store.settle(
        reservation, actual, now, new Recording(listener, reservation, actual, now, answer));
  }

  private record Settling(Settler settler, Actual actual, long now, Answer<Settlement> answer)
      implements Answer<Found> {
    @Override
    public void value(Found found) {
      switch (found) {
        case Found.None() -> answer.value(Settlement.unknown());
        case Found.Open(Reservation reservation) ->
            settler.settle(reservation, actual, now, answer);
        case Found.Ended(Reservation reservation, Settlement settlement) ->
            settler.settle(reservation, actual, now, answer);
      }
    }

    @Override
    public void failure(Exception cause) {
      answer.failure(cause);
    }
  }

  private record Renewing(ReservationStore store, long now, Answer<Boolean> answer)
      implements Answer<Found> {
    @Override
    public void value(Found found) {
      switch (found) {
        case Found.Open(Reservation reservation) -> store.renew(reservation, now, answer);
        case Found.None() -> answer.value(false);
        case Found.Ended(Reservation reservation, Settlement settlement) -> answer.value(false);
      }
    }

    @Override
    public void failure(Exception cause) {
      answer.failure(cause);
    }
  }

  /** Turns a settlement of what the store has forgotten into one that is recorded as late. */
  private record Recording(
      SettlementListener listener,
      Reservation reservation,
      Actual actual,
      long now,
      Answer<Settlement> answer)
      implements Answer<Settlement> {
    @Override
    public void value(Settlement settlement) {
      if (settlement.outcome() != Outcome.UNKNOWN) {
        answer.value(settlement);
        return;
      }
      Settlement late = new Settlement(Outcome.RECORDED_LATE, uncharged());
      listener.ended(new Ending(reservation, actual, late, now));
      answer.value(late);
    }

    @Override
    public void failure(Exception cause) {
      answer.failure(cause);
    }

    private List<Adjustment> uncharged() {
      List<Adjustment> adjustments = new ArrayList<>();
      Actual counted = Actual.expired(reservation);
      for (Claim claim : reservation.taken()) {
        String unit = claim.rule().unit();
        long cost = actual.cost(unit, claim.cost());
        long unpaid = Math.max(0, cost - counted.cost(unit, claim.cost()));
        adjustments.add(new Adjustment(claim, cost, 0, 0, unpaid));
      }
      return adjustments;
    }
  }
}
