package dev.headgate.server.store.lease;

import dev.headgate.core.identity.Caller;
import dev.headgate.core.limit.Meter;
import dev.headgate.core.snapshot.Claim;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What this node may decide by itself for one rule and key. Safe for all threads. */
abstract sealed class Allowance permits Prepaid, Postpaid {
  /** Of this part of the amount at least must be free for a node to decide by itself again. */
  private static final int QUARTER = 4;

  private volatile Wanted latest;
  private volatile boolean asksStore;
  private volatile boolean wants;
  private volatile @Nullable Standing standing;

  Allowance(Claim claim, Caller caller) {
    latest = new Wanted(claim, caller);
  }

  /** A claim and who makes it. */
  record Wanted(Claim claim, Caller caller) {
    Wanted costing(long cost) {
      Claim other =
          new Claim(
              claim.rule(),
              claim.ordinal(),
              claim.key(),
              claim.pool(),
              claim.meter(),
              cost,
              claim.phase());
      return new Wanted(other, caller);
    }
  }

  /** What came of asking for a part. */
  sealed interface Held {
    /** It is held for the call; {@code at} is the instant of the store that it counts for. */
    record Part(long at, long remaining, @Nullable Parcel parcel) implements Held {}

    /** More is under way, or has to be drawn. */
    record Soon() implements Held {}

    /** The store has to be asked about this call. */
    record Ask() implements Held {}

    Held SOON = new Soon();
    Held ASK = new Ask();
  }

  /**
   * Holds a part for a call.
   *
   * @param now the node's time
   * @param mono the node's monotonic clock, in microseconds
   */
  abstract Held hold(long cost, long now, long mono);

  /** Gives back what a call held that failed elsewhere. */
  abstract void release(long cost, Held.Part part, long mono);

  /** What has to be asked of the store now, or null where nothing has. */
  abstract @Nullable Errand errand(long mono);

  /** What has to be asked before it can be forgotten; nothing is held after that. */
  abstract List<Errand> farewell(long mono);

  /** Whether nothing would be lost by forgetting it. */
  abstract boolean idle(long mono);

  /** Learns how the counter stands from an answer of the store about some call. */
  void sees(Standing seen, boolean failed) {
    Standing before = standing;
    if (before == null || seen.at() >= before.at()) {
      standing = seen;
    }
    if (failed) {
      asksStore = seen.remaining() < meter().amount() / QUARTER;
    } else if (asksStore && seen.remaining() >= meter().amount() / QUARTER) {
      asksStore = false;
    }
  }

  /** Whether a refusal makes this node ask the store about every call. */
  boolean asksStore() {
    return asksStore;
  }

  @Nullable Standing standing() {
    return standing;
  }

  /** Whether {@link #errand} has something to ask; cheap, for every call. */
  boolean wants() {
    return wants;
  }

  void wants(boolean value) {
    wants = value;
  }

  /** The claim of the latest call, whose meter has the amounts of now. */
  Wanted latest() {
    return latest;
  }

  Meter meter() {
    return latest.claim().meter();
  }

  /** Remembers a call where its amounts are others than before. */
  void claimed(Claim claim, Caller caller) {
    if (!claim.meter().equals(meter())) {
      latest = new Wanted(claim, caller);
    }
  }
}
