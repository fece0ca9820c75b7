package dev.headgate.simulator.answer;

import dev.headgate.core.decision.Decision;
import dev.headgate.core.decision.Verdicts;
import dev.headgate.core.pricing.Quote;
import dev.headgate.core.snapshot.Claim;
import dev.headgate.core.snapshot.PolicySnapshot;
import dev.headgate.core.time.Micros;
import dev.headgate.simulator.mapping.LoggedCall;
import dev.headgate.simulator.replay.Witness;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Sums of all decisions of a replay. For one thread. */
public final class Tally implements Witness {
  /** Stands for callers without a tenant or app. */
  public static final String NOBODY = "(none)";

  private final List<String> grouping;
  private final Map<String, List<String>> groups = new HashMap<>();
  private final Usage total;
  private final Usages tenants;
  private final Usages apps;
  private final Usages operations;
  private final Course course;
  private final List<RuleUsage> rules = new ArrayList<>();
  private final Map<String, Long> denials = new TreeMap<>();
  private long throttled;
  private long exhausted;
  private long first = Micros.NEVER;
  private long last;

  /**
   * Without decisions, under the rules of a replay.
   *
   * @param grouping attributes of callers by which apps are grouped, for example {@code kind}
   */
  public Tally(PolicySnapshot policy, List<String> grouping) {
    this.grouping = List.copyOf(grouping);
    int size = policy.rules().size();
    total = new Usage(size);
    tenants = new Usages(size);
    apps = new Usages(size);
    operations = new Usages(size);
    course = new Course(size);
    List<Needs> needs = Needs.of(policy.rules());
    for (int i = 0; i < size; i++) {
      rules.add(new RuleUsage(policy.rules().get(i), needs.get(i)));
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
    String name = name(call, "app");
    Usage app = apps.of(name);
    if (!grouping.isEmpty() && groups.size() < Usages.NAMES_MAX && !groups.containsKey(name)) {
      groups.put(name, groups(call));
    }
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
    Stretch stretch = course.at(at);
    stretch.decided(allowed, points);
    claims(decision, stretch, tenant, app, operation);
  }

  private void claims(
      Decision decision, Stretch stretch, Usage tenant, Usage app, Usage operation) {
    Verdicts verdicts = decision.verdicts();
    boolean failing = verdicts.anyFailed();
    for (int i = 0; i < verdicts.size(); i++) {
      Claim claim = verdicts.claim(i);
      RuleUsage rule = rules.get(claim.ordinal());
      long reset = rule.needKnown() ? verdicts.resetAt(i) : 0;
      Need need = rule.claimed(claim, decision.at(), reset);
      if (need != null) {
        stretch.asked(claim.ordinal(), need.asked(), claim.meter().capacity());
      }
      boolean failed = failing && verdicts.failed(i);
      tenant.claimed(claim.ordinal(), need, failed);
      app.claimed(claim.ordinal(), need, failed);
      operation.claimed(claim.ordinal(), null, failed);
      if (failed) {
        rule.failed(claim, decision.at());
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

  private List<String> groups(LoggedCall call) {
    List<String> found = new ArrayList<>();
    for (String attribute : grouping) {
      String value = call.call().caller().attribute(attribute);
      found.add(attribute + "=" + (value == null ? NOBODY : value));
    }
    return List.copyOf(found);
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

  /** Those that a limit is rolled out by: apps, or tenants where no call names an app. */
  public Usages members() {
    return namesApps() ? apps : tenants;
  }

  /** Whether any call names an app. */
  public boolean namesApps() {
    return apps.all().size() > 1 || !apps.all().containsKey(NOBODY);
  }

  /** The groups of an app, each as {@code name=value}; none for one that has none. */
  public List<String> groups(String app) {
    return groups.getOrDefault(app, List.of());
  }

  /** By operation. */
  public Usages operations() {
    return operations;
  }

  /** Hour by hour. */
  public Course course() {
    return course;
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
