package dev.headgate.server.store.lease;

import dev.headgate.core.decision.Taken;
import dev.headgate.core.identity.Caller;
import dev.headgate.core.snapshot.Accuracy;
import dev.headgate.core.snapshot.Claim;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A part of an optimistic limit: spent first, taken from the store after. What is spent and not
 * acknowledged, claims under way included, is at most the budget. What the store has no room for
 * stays spent and is asked for again, so it is repaid from the next window. A claim whose answer is
 * lost is asked for again too: it may count twice, never not at all.
 */
final class Postpaid extends Allowance implements Errand.Taker {
  /** How long something spent waits for company before the store is told, in microseconds. */
  private static final long PATIENCE = 50_000;

  /** How long what was refused waits at most before it is asked for again, in microseconds. */
  private static final long PATIENCE_MAX = 1_000_000;

  private final Accuracy.Optimistic terms;
  private long unsynced;
  private long underWay;
  private long nextAt;
  private long room = Long.MAX_VALUE;

  Postpaid(Claim claim, Caller caller, Accuracy.Optimistic terms) {
    super(claim, caller);
    this.terms = terms;
  }

  @Override
  synchronized Held hold(long cost, long now, long mono) {
    Standing known = standing();
    if (known == null || asksStore() || unsynced + cost > budget()) {
      return Held.ASK;
    }
    if (unsynced == 0) {
      nextAt = mono + PATIENCE;
    }
    unsynced += cost;
    wants(unsynced >= budget() / 2);
    long at = Math.max(known.at(), now + known.ahead());
    return new Held.Part(at, Math.max(0, known.remaining() - unsynced), null);
  }

  @Override
  synchronized void release(long cost, Held.Part part, long mono) {
    unsynced = Math.max(underWay, unsynced - cost);
  }

  @Override
  synchronized @Nullable Errand errand(long mono) {
    wants(false);
    boolean due = mono >= nextAt || (!asksStore() && unsynced >= budget() / 2);
    return unsynced > 0 && underWay == 0 && due ? take() : null;
  }

  @Override
  synchronized List<Errand> farewell(long mono) {
    return unsynced > underWay ? List.of(take()) : List.of();
  }

  @Override
  synchronized boolean idle(long mono) {
    return unsynced == 0;
  }

  /** What was spent and the store does not know. */
  synchronized long unsynced() {
    return unsynced;
  }

  @Override
  public void answered(Errand.Answered answered) {
    Taken taken = answered.taken();
    sees(answered.standing(), !taken.passed());
    synchronized (this) {
      long remaining = taken.verdicts().remaining(0);
      if (taken.passed()) {
        unsynced -= underWay;
        room = Long.MAX_VALUE;
        nextAt = answered.mono() + PATIENCE;
      } else {
        // What is left is taken at once, the rest once it would pass.
        room = remaining > 0 ? remaining : Long.MAX_VALUE;
        long wait = taken.verdicts().get(0).passesAt() - taken.at();
        long later = answered.mono() + Math.clamp(wait, PATIENCE, PATIENCE_MAX);
        nextAt = remaining > 0 ? answered.mono() : later;
      }
      underWay = 0;
    }
  }

  @Override
  public synchronized void failed(long mono) {
    underWay = 0;
    nextAt = mono + PATIENCE;
  }

  private Errand take() {
    underWay = Math.min(unsynced, room);
    return new Errand.Take(latest().costing(underWay), this);
  }

  private long budget() {
    return terms.budget(meter().amount());
  }
}
