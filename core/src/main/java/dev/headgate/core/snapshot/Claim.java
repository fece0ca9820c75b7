package dev.headgate.core.snapshot;

import dev.headgate.core.limit.Meter;

/**
 * One limit or quota with key and cost that a call must satisfy.
 *
 * @param rule the limit or quota
 * @param ordinal place of the rule in its snapshot
 * @param key partition values
 * @param meter the rule's arithmetic with the amounts for this caller
 * @param cost in the unit of the rule, at least 0
 * @param phase binding or shadow, for this caller at this instant
 */
public record Claim(Rule rule, int ordinal, Key key, Meter meter, long cost, Phase phase) {
  public Claim {
    if (cost < 0) {
      throw new IllegalArgumentException("cost: " + cost + " (expected: >= 0)");
    }
  }

  /** Whether it decides; else it is a shadow. */
  public boolean binds() {
    return phase.binds();
  }

  /** The same claim with a cost added. */
  public Claim plus(long more) {
    return new Claim(rule, ordinal, key, meter, cost + more, phase);
  }

  /** The same claim on the counter of another key. */
  public Claim at(Key other) {
    return new Claim(rule, ordinal, other, meter, cost, phase);
  }
}
