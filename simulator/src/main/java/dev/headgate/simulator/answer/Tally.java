package dev.headgate.simulator.answer;

import dev.headgate.core.decision.Decision;
import dev.headgate.core.decision.Verdicts;
import dev.headgate.core.pricing.Quote;
import dev.headgate.core.snapshot.Claim;
import dev.headgate.core.snapshot.PolicySnapshot;
import dev.headgate.core.snapshot.Rule;
import dev.headgate.core.time.Micros;
import dev.headgate.simulator.mapping.LoggedCall;
import dev.headgate.simulator.replay.Witness;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Sums of all decisions of a replay. For one thread. */
public final class Tally implements Witness {
  /** Stands for callers without a tenant or app. */
  public static final String NOBODY = "(none)";

  private final Usage total;
  private final Usages tenants;
  private final Usages apps;
  private final Usages operations;
  private final List<RuleUsage> rules = new ArrayList<>();
  private final Map<String, Long> denials = new TreeMap<>();
  private long throttled;
  private long exhausted;
  private long first = Micros.NEVER;
  private long last;

  /** Without decisions, under the rules of a replay. */
  public Tally(PolicySnapshot policy) {
    int size = policy.rules().size();
    total = new Usage(size);
    tenants = new Usages(size);
    apps = new Usages(size);
    operations = new Usages(size);
    for (Rule rule : policy.rules()) {
      rules.add(new RuleUsage(rule));
    }
  }

  @Override
  public void decided(LoggedCall call, Decision decision) {
    long at = decision.at();
    first = Math.min(first, at);
    last = Math.max(last, at);
    long points = decision.plan().matched().quote().reserve(Quote.POINTS);
    boolean allowed = decision instanceof Decision.Allowed;
    Usage tenant = tenants.of(name(call, "tenant"));
    Usage app = apps.of(name(call, "app"));
    Usage operation = operations.of(call.call().operation().name());
    if (allowed) {
      total.allowed(at, points);
      tenant.allowed(at, points);
      app.allowed(at, points);
      operation.allowed(at, points);
    } else {
      total.refused(at, points);
      tenant.refused(at, points);
      app.refused(at, points);
      operation.refused(at, points);
      refused(decision);
    }
    Verdicts verdicts = decision.verdicts();
    boolean failed = verdicts.anyFailed();
    for (int i = 0; i < verdicts.size(); i++) {
      Claim claim = verdicts.claim(i);
      RuleUsage rule = rules.get(claim.ordinal());
      rule.claimed(claim.cost());
      if (!failed || !verdicts.failed(i)) {
        continue;
      }
      if (!claim.binds()) {
        rule.wouldRefuse(claim.key());
      } else {
        rule.refused(claim.key());
        app.failed(claim.ordinal());
        tenant.failed(claim.ordinal());
        operation.failed(claim.ordinal());
      }
    }
  }

  private void refused(Decision decision) {
    switch (decision) {
      case Decision.Allowed allowed -> throw new AssertionError("refused: " + allowed);
      case Decision.Throttled any -> throttled++;
      case Decision.Exhausted any -> exhausted++;
      case Decision.Refused refused -> denials.merge(refused.denial().reason(), 1L, Long::sum);
    }
  }

  private static String name(LoggedCall call, String attribute) {
    String name = call.call().caller().attribute(attribute);
    return name == null ? NOBODY : name;
  }

  /** All calls together. */
  public Usage total() {
    return total;
  }

  /** By tenant. */
  public Usages tenants() {
    return tenants;
  }

  /** By app, copies counted as one. */
  public Usages apps() {
    return apps;
  }

  /** By operation. */
  public Usages operations() {
    return operations;
  }

  /** By limit and quota, in the order of the policy replayed. */
  public List<RuleUsage> rules() {
    return List.copyOf(rules);
  }

  /** Calls refused by limits. */
  public long throttled() {
    return throttled;
  }

  /** Calls refused by quotas. */
  public long exhausted() {
    return exhausted;
  }

  /** Calls refused for good, by reason. */
  public Map<String, Long> denials() {
    return new TreeMap<>(denials);
  }

  /** The instant of the first decision, or {@link Micros#NEVER}. */
  public long first() {
    return first;
  }

  /** The instant of the last decision. */
  public long last() {
    return last;
  }
}
