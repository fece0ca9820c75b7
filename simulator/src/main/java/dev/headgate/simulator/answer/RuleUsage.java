package dev.headgate.simulator.answer;

import dev.headgate.core.snapshot.Claim;
import dev.headgate.core.snapshot.Key;
import dev.headgate.core.snapshot.Rule;
import dev.headgate.core.time.Micros;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/** What became of the claims on one limit or quota. For one thread. */
public final class RuleUsage {
  /** The most keys that are told apart. */
  public static final int KEYS_MAX = 100_000;

  private static final Key OTHERS = Key.of(Usages.OTHERS);

  private final Rule rule;
  private final boolean needKnown;
  private final Map<Key, Long> refusedKeys = new HashMap<>();
  private final Needs needs;
  private long claims;
  private long demand;
  private long refused;
  private long wouldRefuse;
  private long firstFailed = Micros.NEVER;
  private Key firstFailedKey = OTHERS;

  RuleUsage(Rule rule, Needs needs) {
    this.rule = rule;
    this.needs = needs;
    needKnown = Need.known(rule.meters().shape());
  }

  /**
   * A call claimed it.
   *
   * @param reset end of the present window, for a kind that has windows
   * @return what its key needs; null where that is not told
   */
  @Nullable Need claimed(Claim claim, long at, long reset) {
    claims++;
    demand += claim.cost();
    if (!needKnown) {
      return null;
    }
    return needs.offered(claim, at, reset);
  }

  /** A claim failed, and decided if it binds. */
  void failed(Claim claim, long at) {
    if (claim.binds()) {
      refused++;
    } else {
      wouldRefuse++;
    }
    if (firstFailed == Micros.NEVER) {
      firstFailed = at;
      firstFailedKey = claim.key();
    }
    refusedKeys.merge(kept(claim.key()), 1L, Long::sum);
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

  /** When it first failed, enforced or not, or {@link Micros#NEVER}. */
  public long firstFailed() {
    return firstFailed;
  }

  /** The key that failed first; asked for where one did. */
  public Key firstFailedKey() {
    return firstFailedKey;
  }

  /** How many keys it was asked of, as far as that is told: those of {@link #fullest}. */
  public long keys() {
    return needs.size();
  }

  /** The largest share of its amount asked of each key, in hundredths of a percent. */
  LongStream fullest() {
    return needs.all().mapToLong(Need::fullest);
  }

  /** Calls of which it failed, enforced or not. */
  public long failures() {
    return refused + wouldRefuse;
  }

  /** How often each key failed, enforced or not; only keys that did. */
  public Map<Key, Long> refusedKeys() {
    return Collections.unmodifiableMap(refusedKeys);
  }
}
