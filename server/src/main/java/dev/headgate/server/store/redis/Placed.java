package dev.headgate.server.store.redis;

import dev.headgate.core.decision.Reservation;
import dev.headgate.core.snapshot.Claim;
import dev.headgate.core.snapshot.Rule;
import org.jspecify.annotations.Nullable;

/**
 * A claim of a reservation with the counter on which it ends: by the rule as the newest policy has
 * it, because amounts of an older one could cut off what was used since.
 *
 * @param claim as it was taken
 * @param now the same claim under the newest rule
 * @param counter number of the counter's rule
 */
record Placed(Claim claim, Claim now, long counter) {
  @SuppressWarnings("ReferenceEquality") // a policy that was read anew is another one
  static Placed of(
      Claim claim,
      Reservation reservation,
      Bindings.Binding own,
      Bindings.@Nullable Binding newest) {
    long counter = own.counter(claim.ordinal());
    if (newest == null || newest.snapshot() == own.snapshot()) {
      return new Placed(claim, claim, counter);
    }
    int heir = newest.heir(claim.rule(), counter);
    if (heir == Bindings.Binding.NONE) {
      return new Placed(claim, claim, counter);
    }
    Rule rule = newest.snapshot().rules().get(heir);
    Claim placed =
        new Claim(
            rule,
            heir,
            claim.key(),
            claim.pool(),
            rule.meters().meter().apply(reservation.call()),
            claim.cost(),
            claim.phase());
    return new Placed(claim, placed, counter);
  }
}
