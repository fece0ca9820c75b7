package dev.headgate.core.usage;

import dev.headgate.core.decision.Decision;
import dev.headgate.core.decision.DecisionListener;
import dev.headgate.core.decision.Taken;
import dev.headgate.core.decision.Verdicts;
import dev.headgate.core.snapshot.Claim;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/**
 * How often each rule was asked and what it said, since the start. The demand rises with every call
 * that asks, whoever refuses it; so it shows what a shadow rule would meet. Bounded by {@link
 * #RULES_MAX} names. Safe for all threads.
 */
public final class RuleCounts implements DecisionListener {
  /** The most rules counted apart; those beyond share {@link #OTHERS}. */
  public static final int RULES_MAX = 10_000;

  /** The name under which rules beyond the bound are counted together. */
  public static final String OTHERS = "(others)";

  private final ConcurrentHashMap<String, Counts> byRule = new ConcurrentHashMap<>();

  /**
   * The counts of one rule.
   *
   * @param allowed calls that it passed and that were allowed
   * @param refused calls that it refused, alone or with others
   * @param wouldRefuse allowed calls that it would have refused, were it enforced
   * @param demand sum of what was asked of it, in its unit
   */
  public record Count(long allowed, long refused, long wouldRefuse, long demand) {}

  private record Counts(
      LongAdder allowed, LongAdder refused, LongAdder wouldRefuse, LongAdder demand) {
    Counts() {
      this(new LongAdder(), new LongAdder(), new LongAdder(), new LongAdder());
    }

    Count sums() {
      return new Count(allowed.sum(), refused.sum(), wouldRefuse.sum(), demand.sum());
    }
  }

  @Override
  public void decided(Decision decision) {
    boolean passed = decision instanceof Decision.Allowed;
    if (decision instanceof Decision.Allowed allowed
        && allowed.taken().repetition() != Taken.Repetition.FIRST) {
      return;
    }
    Verdicts verdicts = decision.verdicts();
    for (int i = 0; i < verdicts.size(); i++) {
      count(verdicts.claim(i), verdicts.failed(i), passed);
    }
  }

  /** The counts by name of rule. */
  public SortedMap<String, Count> counts() {
    SortedMap<String, Count> counts = new TreeMap<>();
    byRule.forEach((rule, count) -> counts.put(rule, count.sums()));
    return counts;
  }

  private void count(Claim claim, boolean failed, boolean passed) {
    Counts counts = counts(claim.rule().name());
    counts.demand().add(claim.cost());
    if (!failed) {
      if (passed) {
        counts.allowed().increment();
      }
    } else if (claim.binds()) {
      counts.refused().increment();
    } else if (passed) {
      counts.wouldRefuse().increment();
    }
  }

  private Counts counts(String rule) {
    Counts known = byRule.get(rule);
    if (known != null) {
      return known;
    }
    String name = byRule.size() >= RULES_MAX ? OTHERS : rule;
    return byRule.computeIfAbsent(name, any -> new Counts());
  }
}
