package dev.headgate.testkit.provider;

import java.util.Map;
import java.util.TreeMap;

/**
 * What a provider has counted.
 *
 * @param calls that came
 * @param carriedOut of them
 * @param refused by a limit or quota
 * @param refusedBy the same by the rule that decided
 * @param committed writes that were carried out
 */
public record Tally(
    long calls, long carriedOut, long refused, Map<String, Long> refusedBy, long committed) {
  /** Nothing. */
  static final Tally NONE = new Tally(0, 0, 0, Map.of(), 0);

  /** Copies. */
  public Tally {
    refusedBy = Map.copyOf(refusedBy);
  }

  Tally came() {
    return new Tally(calls + 1, carriedOut, refused, refusedBy, committed);
  }

  Tally done(boolean write) {
    return new Tally(calls, carriedOut + 1, refused, refusedBy, committed + (write ? 1 : 0));
  }

  Tally refusedBy(String rule) {
    Map<String, Long> by = new TreeMap<>(refusedBy);
    by.merge(rule, 1L, Long::sum);
    return new Tally(calls, carriedOut, refused + 1, by, committed);
  }
}
