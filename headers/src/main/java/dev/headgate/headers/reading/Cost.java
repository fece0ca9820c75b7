package dev.headgate.headers.reading;

import dev.headgate.headers.CostKind;
import dev.headgate.headers.RateLimitWriter;

/**
 * What the answered call cost.
 *
 * @param points 0 to {@link RateLimitWriter#NUMBER_MAX}; else an {@code IllegalArgumentException}
 * @param kind whether settling may still correct it
 */
public record Cost(long points, CostKind kind) {

  /** Checks the range. */
  public Cost {
    WireNumber.require("cost", points, 0);
  }
}
