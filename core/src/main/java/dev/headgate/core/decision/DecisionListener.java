package dev.headgate.core.decision;

/**
 * Hears of every decision once, on the thread that has it, before its caller does; of a call that
 * was repeated under its id it hears again, marked as such. It must be quick and must not throw.
 */
@FunctionalInterface
public interface DecisionListener {
  /** Hears nothing. */
  DecisionListener NONE = decision -> {};

  /** A call was decided. */
  void decided(Decision decision);

  /** This one, then another. */
  default DecisionListener and(DecisionListener other) {
    return decision -> {
      decided(decision);
      other.decided(decision);
    };
  }
}
