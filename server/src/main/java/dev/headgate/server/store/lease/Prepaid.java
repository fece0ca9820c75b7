package dev.headgate.server.store.lease;

import dev.headgate.core.identity.Caller;
import dev.headgate.core.limit.Meter;
import dev.headgate.core.pricing.Quote;
import dev.headgate.core.snapshot.Accuracy;
import dev.headgate.core.snapshot.Claim;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A part of a leased limit: taken from the store first, spent after. A parcel is as large as what
 * is asked for in a quarter of its life, so that hardly anything of it is left when it ends; who
 * asks for little asks the store. The next parcel is drawn when half of the last is spent.
 */
final class Prepaid extends Allowance implements Errand.Taker {
  /** The most calls that wait for a parcel; further ones ask the store. */
  static final int WAITING_MAX = 256;

  /** A parcel is what is asked for in one part of its life in so many. */
  private static final int QUARTER = 4;

  /** A demand seen for less than one part of a life in so many is not believed to go on. */
  private static final int BRIEF = 16;

  /** No parcel is more than one part in so many of what is left, so that nobody has it all. */
  private static final int EIGHTH = 8;

  /** Clocks of nodes and store run apart by less than one part in so many. */
  private static final int DRIFT = 1_000;

  private final Accuracy.Leased terms;
  private final Deque<Parcel> parcels = new ArrayDeque<>(2);
  private final Deque<Errand> returns = new ArrayDeque<>();
  private List<Runnable> waiting = new ArrayList<>();
  private boolean drawing;
  private boolean low;
  private long asked;
  private long since;
  private long lapsed;

  Prepaid(Claim claim, Caller caller, Accuracy.Leased terms, long mono) {
    super(claim, caller);
    this.terms = terms;
    since = mono;
  }

  @Override
  synchronized Held hold(long cost, long now, long mono) {
    Standing known = standing();
    demand(cost, mono);
    expire(mono);
    if (known == null || asksStore()) {
      return Held.ASK;
    }
    for (Parcel parcel : parcels) {
      if (parcel.spend(cost)) {
        ask(parcels.size() == 1 && parcel.runsLow());
        return new Held.Part(parcel.clamped(now + known.ahead()), left(), parcel);
      }
    }
    boolean worth = drawing || parcel(known, mono) >= 2 * cost;
    ask(worth && parcels.size() < 2);
    return worth && waiting.size() < WAITING_MAX ? Held.SOON : Held.ASK;
  }

  /** Has a call decided again once the parcel that is under way is here; false where none is. */
  synchronized boolean await(Runnable call) {
    return drawing && waiting.add(call);
  }

  /** The calls that have waited. */
  synchronized List<Runnable> waited() {
    List<Runnable> waited = waiting;
    waiting = new ArrayList<>();
    return waited;
  }

  @Override
  synchronized void release(long cost, Held.Part part, long mono) {
    Parcel parcel = part.parcel();
    if (parcel != null && parcels.contains(parcel)) {
      parcel.unspend(cost);
    } else {
      lapsed += cost;
    }
  }

  @Override
  synchronized @Nullable Errand errand(long mono) {
    expire(mono);
    Errand back = returns.poll();
    if (back != null) {
      wants(low || !returns.isEmpty());
      return back;
    }
    wants(false);
    Standing known = standing();
    if (!low || drawing || known == null || asksStore()) {
      return null;
    }
    low = false;
    drawing = true;
    return new Errand.Take(latest().costing(parcel(known, mono)), this);
  }

  @Override
  synchronized List<Errand> farewell(long mono) {
    parcels.forEach(this::giveBack);
    parcels.clear();
    List<Errand> errands = List.copyOf(returns);
    returns.clear();
    return errands;
  }

  @Override
  synchronized boolean idle(long mono) {
    return parcels.isEmpty() && returns.isEmpty() && !drawing && mono - since > 2 * life();
  }

  /** What this node holds unspent. */
  synchronized long left() {
    long left = 0;
    for (Parcel parcel : parcels) {
      left += parcel.left();
    }
    return left;
  }

  /** What was drawn and neither spent nor given back, so far. */
  synchronized long lapsed() {
    return lapsed;
  }

  @Override
  public void answered(Errand.Answered answered) {
    sees(answered.standing(), !answered.taken().passed());
    synchronized (this) {
      drawing = false;
      if (answered.taken().passed()) {
        Parcel parcel = parcel(answered);
        if (parcel.alive(answered.mono())) {
          parcels.add(parcel);
        } else {
          giveBack(parcel);
        }
      }
    }
  }

  @Override
  public synchronized void failed(long mono) {
    drawing = false;
  }

  private Parcel parcel(Errand.Answered answered) {
    Claim claim = answered.drawn().taken().getFirst();
    long at = answered.taken().at();
    long until = claim.meter().spendableUntil(at);
    long life = Math.min(terms.life(claim.meter()), until - at);
    return new Parcel(
        answered.drawn(), claim.cost(), answered.sent() + life - life / DRIFT - 1, until);
  }

  /** How large the next parcel is, at least 1. */
  private long parcel(Standing known, long mono) {
    long life = life();
    long seen = Math.max(mono - since, Math.max(1, life / BRIEF));
    long wanted = (long) Math.ceil((double) asked * life / QUARTER / seen);
    long most = Math.min(terms.most(meter()), known.remaining() / EIGHTH);
    return Math.clamp(Math.min(wanted, most), 1, Quote.COST_MAX);
  }

  /** Notes what is asked for; what is older than a life counts less and less. */
  private void demand(long cost, long mono) {
    long life = Math.max(2, life());
    long seen = mono - since;
    if (seen > life) {
      asked = (long) ((double) asked * life / 2 / seen);
      since = mono - life / 2;
    }
    asked = Math.min(Quote.COST_MAX, asked + cost);
  }

  private long life() {
    return terms.life(meter());
  }

  private void ask(boolean runsLow) {
    low |= runsLow && !drawing;
    wants(low || !returns.isEmpty());
  }

  private void expire(long mono) {
    for (Iterator<Parcel> each = parcels.iterator(); each.hasNext(); ) {
      Parcel parcel = each.next();
      if (!parcel.alive(mono) || parcel.left() == 0) {
        each.remove();
        giveBack(parcel);
      }
    }
  }

  /**
   * Has what is left settled, where the store gives back to the window that was charged. What comes
   * back to a bucket later than it was taken could be more than was ever missing, so it lapses.
   */
  private void giveBack(Parcel parcel) {
    if (parcel.left() == 0) {
      return;
    }
    if (endsForAll(parcel.drawn().taken().getFirst().meter(), parcel.drawn().at())) {
      returns.add(new Errand.HandBack(parcel.drawn(), parcel.spent()));
    } else {
      lapsed += parcel.left();
    }
  }

  /** Whether all that is taken in a while can be spent until the same instant: a window's end. */
  private static boolean endsForAll(Meter meter, long at) {
    long end = meter.spendableUntil(at);
    return meter.spendableUntil(end - 1) == end;
  }
}
