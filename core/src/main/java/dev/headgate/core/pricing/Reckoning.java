package dev.headgate.core.pricing;

import java.util.List;

/**
 * The arithmetic behind a quote, in points.
 *
 * @param base what the call costs in any case
 * @param terms what objects add at most, one for each path that is counted
 * @param bound what it can cost at most: the base and all terms, at most {@link Quote#COST_MAX}
 * @param reserve which number is taken beforehand
 * @param reserved the number taken
 * @param clamped whether {@link PriceRule#reserveMax} made it smaller
 */
public record Reckoning(
    long base, List<Term> terms, long bound, Reserve reserve, long reserved, boolean clamped) {

  /**
   * What the objects of one kind add at most.
   *
   * @param path where they stand, as written; for bulk writes in the request
   * @param objects name of their class; {@code written} for bulk writes
   * @param weight points that each adds; for bulk writes the base
   * @param found how many there can be, and why
   * @param most how many there could be in any call
   */
  public record Term(String path, String objects, long weight, Bound.Found found, long most) {
    /** Weight times number, at most {@link Quote#COST_MAX}. */
    public long points() {
      return PriceRule.product(weight, found.objects());
    }
  }

  public Reckoning {
    terms = List.copyOf(terms);
  }
}
