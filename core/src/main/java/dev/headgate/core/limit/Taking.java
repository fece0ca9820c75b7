package dev.headgate.core.limit;

/**
 * What one claim took: how much, when, and the serial number of the reservation that holds it.
 *
 * @param cost in the unit of the limit, at least 0
 * @param at instant of the decision in microseconds
 * @param holder serial number of the reservation
 */
public record Taking(long cost, long at, long holder) {
  /** The same taking of another cost. */
  public Taking of(long other) {
    return other == cost ? this : new Taking(other, at, holder);
  }
}
