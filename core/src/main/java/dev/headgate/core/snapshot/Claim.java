package dev.headgate.core.snapshot;

import dev.headgate.core.limit.Meter;
import org.jspecify.annotations.Nullable;

/**
 * One limit or quota with key and cost that a call must satisfy.
 *
 * @param rule the limit or quota
 * @param ordinal place of the rule in its snapshot
 * @param key partition values
 * @param pool those that tell its pool from others, or null where it shares no pool
 * @param meter the rule's arithmetic with the amounts for this caller
 * @param cost in the unit of the rule, at least 0
 * @param phase binding or shadow, for this caller at this instant
 */
public record Claim(
    Rule rule, int ordinal, Key key, @Nullable Key pool, Meter meter, long cost, Phase phase) {
  public Claim {
    if (cost < 0) {
      throw new IllegalArgumentException("cost: " + cost + " (expected: >= 0)");
    }
  }

  /** A claim on a counter of its own. */
  public Claim(Rule rule, int ordinal, Key key, Meter meter, long cost, Phase phase) {
    this(rule, ordinal, key, null, meter, cost, phase);
  }

  /** Whether it decides; else it is a shadow. */
  public boolean binds() {
    return phase.binds();
  }

  /** The same claim with a cost added. */
  public Claim plus(long more) {
    return new Claim(rule, ordinal, key, pool, meter, cost + more, phase);
  }

  /**
   * The same claim on the counter of another key.
   *
   * @param inPool the key of the pool it shares there, or null where it shares none
   */
  public Claim at(Key other, @Nullable Key inPool) {
    return new Claim(rule, ordinal, other, inPool, meter, cost, phase);
  }
}
