package dev.headgate.core.decision;

import dev.headgate.core.call.Call;
import dev.headgate.core.pricing.Quote;
import dev.headgate.core.snapshot.Claim;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an allowed call holds until it is settled.
 *
 * @param id id under which the store remembers it, or null where only its holder knows it: nobody
 *     asked for it, or the store had no room
 * @param serial number that identifies the holder inside counters
 * @param plan what was decided
 * @param taken the claims really taken, shadows included, each with the key of the counter that was
 *     really charged
 * @param at instant of the decision in microseconds
 * @param expiresAt instant at which it expires
 */
public record Reservation(
    @Nullable String id, long serial, Plan plan, List<Claim> taken, long at, long expiresAt) {
  private static final int RENEWALS = 3;

  public Reservation {
    taken = List.copyOf(taken);
  }

  /** What a plan holds that was taken as it stands and that only its holder knows. */
  static Reservation asPlanned(Plan plan, long at) {
    long expiresAt = at + plan.snapshot().settings().reservationLife();
    return new Reservation(null, 0, plan, plan.matched().claims(), at, expiresAt);
  }

  /** The same reservation, renewed so that it expires later. */
  public Reservation until(long later) {
    return new Reservation(id, serial, plan, taken, at, later);
  }

  /**
   * How long after the decision, and after each renewal, it has to be renewed at the latest: a
   * third of the shortest life that it holds, in microseconds, so that two renewals may come late.
   * {@link Long#MAX_VALUE} where only its holder knows it.
   */
  public long renewWithin() {
    if (id == null) {
      return Long.MAX_VALUE;
    }
    long shortest = plan.snapshot().settings().reservationLife();
    for (Claim claim : taken) {
      if (claim.meter().holds()) {
        shortest = Math.min(shortest, claim.meter().windowMicros());
      }
    }
    return shortest / RENEWALS;
  }

  /** The call that holds it. */
  public Call call() {
    return plan.call();
  }

  /** What the call was quoted. */
  public Quote quote() {
    return plan.matched().quote();
  }
}
