package dev.headgate.core.settlement;

/**
 * Hears of every ending of a reservation once, after the step of the store that ended it; not of
 * settlements repeated. It must be quick and must not throw. Safe for all threads.
 */
@FunctionalInterface
public interface SettlementListener {
  /** Hears nothing. */
  SettlementListener NONE = ending -> {};

  /** A reservation ended. */
  void ended(Ending ending);
}
