package dev.headgate.core.settlement;

import dev.headgate.core.decision.Reservation;

/** The answer to a look-up by id. */
public sealed interface Found {
  /** Not known: never was, or ended too long ago. */
  record None() implements Found {}

  /** Holds its claims. */
  record Open(Reservation reservation) implements Found {}

  /** Has ended. */
  record Ended(Reservation reservation, Settlement settlement) implements Found {}
}
