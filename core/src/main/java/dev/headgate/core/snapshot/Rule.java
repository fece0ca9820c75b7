package dev.headgate.core.snapshot;

import dev.headgate.core.call.Call;
import dev.headgate.core.limit.Meter;
import java.util.List;

/**
 * A limit or quota as the provider states it, compiled.
 *
 * @param name stable name; with its key it is the identity of a counter
 * @param kind whether it protects capacity or allots
 * @param unit what it counts, for example {@code points}
 * @param partition what tells its counters apart
 * @param meters its arithmetic and amounts
 * @param applies which calls it concerns
 * @param phases how far it is rolled out
 * @param terms everything else
 */
public record Rule(
    String name,
    Kind kind,
    String unit,
    Partition partition,
    MeterSource meters,
    Condition applies,
    PhaseSchedule phases,
    Terms terms) {
  /** Stands in a reason for the product of the call. */
  public static final String PRODUCT = "{product}";

  /** What a failing rule means for the caller. */
  public enum Kind {
    /** A short window or concurrency; its failure is Throttled. */
    LIMIT,
    /** An allowance per period; its failure is Exhausted. */
    QUOTA
  }

  /**
   * Terms of a rule beside its arithmetic.
   *
   * @param reason shown in a refusal, {@link #PRODUCT} in it for the product that was called; empty
   *     for the rule's name
   * @param nearShare a call is near the limit when strictly less than this share is left, 0 to 1
   * @param discloseFrom the remaining amount is shown once this share is used, 0 to 1
   * @param chargeRefused whether a refused call, whoever refused it, is charged here all the same,
   *     as far as there is room without debt; permits of a concurrency limit never are
   * @param debtMax how much a settlement may charge beyond the amount, by key
   * @param keysMax how many live keys it may have
   * @param formerly names it had before, whose counts it takes over
   * @param consistency what it promises where a store is shared
   */
  public record Terms(
      String reason,
      double nearShare,
      double discloseFrom,
      boolean chargeRefused,
      long debtMax,
      int keysMax,
      List<String> formerly,
      Consistency consistency) {
    /** The usual terms. */
    public static final Terms USUAL = new Terms("", 0.2, 0, false, 0, 1_000_000, List.of());

    /** Terms with the usual consistency. */
    public Terms(
        String reason,
        double nearShare,
        double discloseFrom,
        boolean chargeRefused,
        long debtMax,
        int keysMax,
        List<String> formerly) {
      this(
          reason,
          nearShare,
          discloseFrom,
          chargeRefused,
          debtMax,
          keysMax,
          formerly,
          Consistency.USUAL);
    }

    public Terms {
      formerly = List.copyOf(formerly);
      if (!(nearShare >= 0 && nearShare <= 1) || !(discloseFrom >= 0 && discloseFrom <= 1)) {
        throw new IllegalArgumentException(
            "nearShare: " + nearShare + ", discloseFrom: " + discloseFrom + " (expected: 0 to 1)");
      }
      if (debtMax < 0 || keysMax < 1) {
        throw new IllegalArgumentException(
            "debtMax: " + debtMax + ", keysMax: " + keysMax + " (expected: >= 0 and >= 1)");
      }
    }

    /** The same with other former names. */
    public Terms formerly(List<String> names) {
      return new Terms(
          reason, nearShare, discloseFrom, chargeRefused, debtMax, keysMax, names, consistency);
    }

    /** The same with another consistency. */
    public Terms consistency(Consistency value) {
      return new Terms(
          reason, nearShare, discloseFrom, chargeRefused, debtMax, keysMax, formerly, value);
    }
  }

  /** A limit on everybody's calls in one counter, enforced, with the usual terms. */
  public static Rule limit(String name, MeterSource meters) {
    return new Rule(
        name,
        Kind.LIMIT,
        "requests",
        Partition.NONE,
        meters,
        Condition.ALWAYS,
        PhaseSchedule.ENFORCED,
        Terms.USUAL);
  }

  /** A quota of points in one counter, enforced, with the usual terms. */
  public static Rule quota(String name, MeterSource meters) {
    return limit(name, meters).kind(Kind.QUOTA).unit("points");
  }

  /** This rule with another kind. */
  public Rule kind(Kind value) {
    return new Rule(name, value, unit, partition, meters, applies, phases, terms);
  }

  /** This rule counting another unit. */
  public Rule unit(String value) {
    return new Rule(name, kind, value, partition, meters, applies, phases, terms);
  }

  /** This rule with a counter for each value of the attributes. */
  public Rule by(String... attributes) {
    return partition(Partition.by(attributes));
  }

  /** This rule with another partition. */
  public Rule partition(Partition value) {
    return new Rule(name, kind, unit, value, meters, applies, phases, terms);
  }

  /** This rule with other arithmetic or amounts. */
  public Rule meters(MeterSource value) {
    return new Rule(name, kind, unit, partition, value, applies, phases, terms);
  }

  /** This rule for calls that satisfy a condition. */
  public Rule when(Condition value) {
    return new Rule(name, kind, unit, partition, meters, value, phases, terms);
  }

  /** This rule with other phases. */
  public Rule phases(PhaseSchedule value) {
    return new Rule(name, kind, unit, partition, meters, applies, value, terms);
  }

  /** This rule with other terms. */
  public Rule terms(Terms value) {
    return new Rule(name, kind, unit, partition, meters, applies, phases, value);
  }

  /** This rule with another consistency. */
  public Rule consistency(Consistency value) {
    return terms(terms.consistency(value));
  }

  /** How exactly it counts where a store is shared. */
  public Accuracy accuracy() {
    return terms.consistency().accuracy();
  }

  /**
   * Its meter for a call. That of a leased rule leaves room for what may be spent later than it was
   * drawn, see {@link Meter#leasing}.
   */
  public Meter meter(Call call) {
    Meter meter = meters.meter().apply(call);
    return accuracy() instanceof Accuracy.Leased leased ? meter.leasing(leased.life(meter)) : meter;
  }

  /**
   * What is shown in a refusal.
   *
   * @param product of the call; empty where it has none, and then a reason that names it is the
   *     rule's name
   */
  public String reason(String product) {
    String reason = terms.reason();
    if (reason.contains(PRODUCT)) {
      return product.isEmpty() ? name : reason.replace(PRODUCT, product);
    }
    return reason.isEmpty() ? name : reason;
  }

  /**
   * The stable name of its counters: a change of name, unit, kind of arithmetic, window or
   * partition starts anew, a change of amounts does not.
   */
  public String counter() {
    return counter(name);
  }

  /** What {@link #counter()} would be under another name. */
  public String counter(String name) {
    return name + '|' + unit + '|' + meters.signature() + '|' + partition.attributes();
  }
}
