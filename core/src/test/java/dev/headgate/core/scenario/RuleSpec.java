package dev.headgate.core.scenario;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A rule in plain words.
 *
 * @param name unique in its policy
 * @param quota whether it allots instead of protecting
 * @param unit what it counts
 * @param by attribute that tells its counters, or its pools, apart, or null for one of them
 * @param meter its numbers
 * @param shadow whether it is only advertised
 * @param chargeRefused whether refused calls are charged
 * @param debtMax how much a settlement may charge beyond the amount
 * @param formerly names it had
 */
public record RuleSpec(
    String name,
    boolean quota,
    String unit,
    @Nullable String by,
    MeterSpec meter,
    boolean shadow,
    boolean chargeRefused,
    long debtMax,
    List<String> formerly) {

  /** Which counters it uses under a name. */
  public String identity(String name) {
    return name + " " + unit + " " + meter.identity();
  }

  /** The attribute that tells the members of a pool apart. */
  public String member() {
    return "app".equals(by) ? "issue" : "app";
  }

  /** The same rule, enforced or not. */
  public RuleSpec shadow(boolean value) {
    return new RuleSpec(name, quota, unit, by, meter, value, chargeRefused, debtMax, formerly);
  }

  /** The same rule with other numbers. */
  public RuleSpec meter(MeterSpec value) {
    return new RuleSpec(name, quota, unit, by, value, shadow, chargeRefused, debtMax, formerly);
  }

  /** The same rule under another name. */
  public RuleSpec renamed(String value) {
    return new RuleSpec(
        value, quota, unit, by, meter, shadow, chargeRefused, debtMax, List.of(name));
  }

  /** The same rule, under which so much may be charged beyond the amount. */
  public RuleSpec debtMax(long value) {
    return new RuleSpec(name, quota, unit, by, meter, shadow, chargeRefused, value, formerly);
  }

  /** The same rule, charging refused calls or not. */
  public RuleSpec chargeRefused(boolean value) {
    return new RuleSpec(name, quota, unit, by, meter, shadow, value, debtMax, formerly);
  }
}
