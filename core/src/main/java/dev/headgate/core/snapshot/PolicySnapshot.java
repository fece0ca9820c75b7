package dev.headgate.core.snapshot;

import dev.headgate.core.call.Call;
import dev.headgate.core.pricing.PriceBook;
import dev.headgate.core.pricing.Quote;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The provider's rules, compiled and immutable. Maps a call and an instant to its claims; what
 * depends on operation and caller alone is worked out once for both and kept in a bounded cache.
 * Safe for all threads.
 */
public final class PolicySnapshot {
  /** The most rules of one policy. */
  public static final int RULES_MAX = 1_000;

  private final String version;
  private final List<Rule> rules;
  private final PriceBook prices;
  private final List<Gate> gates;
  private final List<Exemption> exemptions;
  private final List<TemporaryOverride> overrides;
  private final Settings settings;
  private final Preparations preparations;

  private PolicySnapshot(Builder builder) {
    version = builder.version;
    rules = List.copyOf(builder.rules);
    prices = builder.prices;
    gates = List.copyOf(builder.gates);
    exemptions = List.copyOf(builder.exemptions);
    overrides = List.copyOf(builder.overrides);
    settings = builder.settings;
    checkNames(rules);
    preparations = new Preparations(this);
  }

  /** A builder with no rules, one point a call and the usual settings. */
  public static Builder builder(String version) {
    return new Builder(version);
  }

  /** What a call has to satisfy at an instant. */
  public Matched match(Call call, long now) {
    return preparations.of(call, now).match(call);
  }

  /** What a call costs, with the costs that it states itself. */
  public Quote quote(Call call) {
    return prices.quote(call);
  }

  /** The phase of a rule for a call: exemptions first, then overrides, then its schedule. */
  public Phase phase(Rule rule, Call call, long now) {
    for (Exemption exemption : exemptions) {
      if (now < exemption.until() && exemption.covers(rule) && exemption.applies().test(call)) {
        return Phase.OFF;
      }
    }
    for (TemporaryOverride override : overrides) {
      if (now < override.until() && override.covers(rule) && override.applies().test(call)) {
        return override.phase();
      }
    }
    return rule.phases().at(rule.name(), call, now);
  }

  /** This snapshot under other overrides; counters are not touched. */
  public PolicySnapshot with(List<TemporaryOverride> overrides) {
    Builder builder = new Builder(version);
    builder.rules.addAll(rules);
    builder.gates.addAll(gates);
    builder.exemptions.addAll(exemptions);
    builder.overrides.addAll(overrides);
    return builder.prices(prices).settings(settings).build();
  }

  /** Hash or version of the document it was compiled from. */
  public String version() {
    return version;
  }

  /** All rules in the order of the policy; a claim's ordinal is a place in this list. */
  public List<Rule> rules() {
    return rules;
  }

  /** The price book. */
  public PriceBook prices() {
    return prices;
  }

  /** The gates in the order in which they are asked. */
  public List<Gate> gates() {
    return gates;
  }

  /** The exemptions. */
  public List<Exemption> exemptions() {
    return exemptions;
  }

  /** The overrides in force, the strongest first. */
  public List<TemporaryOverride> overrides() {
    return overrides;
  }

  /** What holds for all rules together. */
  public Settings settings() {
    return settings;
  }

  private static void checkNames(List<Rule> rules) {
    if (rules.size() > RULES_MAX) {
      throw new IllegalArgumentException(
          "rules: " + rules.size() + " (expected: <= " + RULES_MAX + ")");
    }
    Set<String> names = new HashSet<>();
    for (Rule rule : rules) {
      if (!names.add(rule.name())) {
        throw new IllegalArgumentException("rule: " + rule.name() + " twice (expected: once)");
      }
    }
  }

  /** Collects the parts of a snapshot. Not safe for several threads. */
  public static final class Builder {
    private final String version;
    private final List<Rule> rules = new java.util.ArrayList<>();
    private final List<Gate> gates = new java.util.ArrayList<>();
    private final List<Exemption> exemptions = new java.util.ArrayList<>();
    private final List<TemporaryOverride> overrides = new java.util.ArrayList<>();
    private PriceBook prices = PriceBook.flat();
    private Settings settings = Settings.USUAL;

    private Builder(String version) {
      this.version = version;
    }

    /** Adds a rule. */
    public Builder rule(Rule rule) {
      rules.add(rule);
      return this;
    }

    /** Adds a gate. */
    public Builder gate(Gate gate) {
      gates.add(gate);
      return this;
    }

    /** Adds an exemption. */
    public Builder exemption(Exemption exemption) {
      exemptions.add(exemption);
      return this;
    }

    /** Sets the price book. */
    public Builder prices(PriceBook value) {
      prices = value;
      return this;
    }

    /** Sets what holds for all rules together. */
    public Builder settings(Settings value) {
      settings = value;
      return this;
    }

    /**
     * The snapshot.
     *
     * @throws IllegalArgumentException where two rules share a name or there are too many
     */
    public PolicySnapshot build() {
      return new PolicySnapshot(this);
    }
  }
}
