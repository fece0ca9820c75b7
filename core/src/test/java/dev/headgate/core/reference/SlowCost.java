package dev.headgate.core.reference;

import org.jspecify.annotations.Nullable;

/**
 * What a call cost in the end.
 *
 * @param points points, or null for as many as reserved
 * @param nothing whether it was not carried out
 */
public record SlowCost(@Nullable Long points, boolean nothing) {
  /** As reserved. */
  public static final SlowCost AS_RESERVED = new SlowCost(null, false);

  /** Nothing. */
  public static final SlowCost NOTHING = new SlowCost(null, true);

  long of(String unit, long reserved) {
    if (nothing) {
      return 0;
    }
    Long stated = points;
    return stated != null && unit.equals("points") ? stated : reserved;
  }
}
