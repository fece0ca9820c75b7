package dev.headgate.simulator.mapping;

/** What a call cost in one unit. Immutable. */
public sealed interface CostSource {
  /**
   * A number in the log.
   *
   * @param source of the number
   * @param per how many of it are one; the result is rounded up
   */
  record Stated(ValueSource source, long per) implements CostSource {}

  /** The same for every call. */
  record Fixed(long cost) implements CostSource {}
}
