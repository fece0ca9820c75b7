package dev.headgate.simulator.answer;

import dev.headgate.core.snapshot.Claim;
import dev.headgate.core.snapshot.Key;
import dev.headgate.core.snapshot.Rule;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;

/** What became of the claims on one limit or quota. For one thread. */
public final class RuleUsage {
  /** The most keys that are told apart. */
  public static final int KEYS_MAX = 100_000;

  private static final Key OTHERS = Key.of(Usages.OTHERS);

  private final Rule rule;
  private final boolean needKnown;
  private final Map<Key, Long> refusedKeys = new HashMap<>();
  private final Map<Key, Need> needs = new HashMap<>();
  private long claims;
  private long demand;
  private long refused;
  private long wouldRefuse;

  RuleUsage(Rule rule) {
    this.rule = rule;
    needKnown = Need.known(rule.meters().shape());
  }

  /**
   * A call claimed it.
   *
   * @param reset end of the present window, for a kind that has windows
   * @return what its key needed at most so far; 0 where that is not told
   */
  long claimed(Claim claim, long at, long reset) {
    claims++;
    demand += claim.cost();
    if (!needKnown) {
      return 0;
    }
    Need need = needs.get(claim.key());
    if (need == null) {
      if (needs.size() >= KEYS_MAX) {
        return 0;
      }
      need = new Need();
      needs.put(claim.key(), need);
    }
    return need.offered(claim.meter(), claim.cost(), at, reset);
  }

  void refused(Key key) {
    refused++;
    refusedKeys.merge(kept(key), 1L, Long::sum);
  }

  void wouldRefuse(Key key) {
    wouldRefuse++;
    refusedKeys.merge(kept(key), 1L, Long::sum);
  }

  private Key kept(Key key) {
    return refusedKeys.size() < KEYS_MAX || refusedKeys.containsKey(key) ? key : OTHERS;
  }

  /** The limit or quota. */
  public Rule rule() {
    return rule;
  }

  /**
   * Whether it is told what keys would have needed; else it is a kind that this cannot be told of.
   */
  public boolean needKnown() {
    return needKnown;
  }

  /** Calls that it was asked about. */
  public long claims() {
    return claims;
  }

  /** What was asked of it, in its unit. */
  public long demand() {
    return demand;
  }

  /** Calls in whose refusal it failed, alone or with others. */
  public long refused() {
    return refused;
  }

  /** Calls that it would have refused were it enforced. */
  public long wouldRefuse() {
    return wouldRefuse;
  }

  /** How often each key failed, enforced or not; only keys that did. */
  public Map<Key, Long> refusedKeys() {
    return Collections.unmodifiableMap(refusedKeys);
  }
}
