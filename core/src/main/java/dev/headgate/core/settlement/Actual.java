package dev.headgate.core.settlement;

import dev.headgate.core.decision.Reservation;
import dev.headgate.core.pricing.Quote;
import java.util.Map;

/**
 * What a call really cost, by unit; a unit that is not named cost what was reserved.
 *
 * @param costs each 0 to {@link Quote#COST_MAX}
 * @param nothing whether the call was not carried out and costs nothing in any unit
 */
public record Actual(Map<String, Long> costs, boolean nothing) {
  /** What was reserved is what it cost. */
  public static final Actual AS_RESERVED = new Actual(Map.of(), false);

  /** The call was not carried out. */
  public static final Actual NOTHING = new Actual(Map.of(), true);

  public Actual {
    costs = Map.copyOf(costs);
    costs.forEach(
        (unit, cost) -> {
          if (cost < 0 || cost > Quote.COST_MAX) {
            throw new IllegalArgumentException(
                unit + ": " + cost + " (expected: 0 to " + Quote.COST_MAX + ")");
          }
        });
  }

  /** That many points, and in every other unit as reserved. */
  public static Actual points(long points) {
    return new Actual(Map.of(Quote.POINTS, points), false);
  }

  /** What an expired reservation counts for, as its policy says. */
  public static Actual expired(Reservation reservation) {
    return reservation.plan().snapshot().settings().expiredCostsNothing() ? NOTHING : AS_RESERVED;
  }

  /** The cost in a unit, given what was reserved. */
  public long cost(String unit, long reserved) {
    if (nothing) {
      return 0;
    }
    return costs.getOrDefault(unit, reserved);
  }
}
