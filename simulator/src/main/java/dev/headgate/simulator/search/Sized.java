package dev.headgate.simulator.search;

import dev.headgate.core.limit.FixedWindow;
import dev.headgate.core.limit.Meter;
import dev.headgate.core.quota.Allotment;
import dev.headgate.core.snapshot.MeterSource;
import dev.headgate.core.snapshot.PhaseSchedule;
import dev.headgate.core.snapshot.PolicySnapshot;
import dev.headgate.core.snapshot.Rule;
import org.jspecify.annotations.Nullable;

/**
 * One limit of a policy alone, enforced for everybody, with any amount. Gates and exemptions stay
 * as they are: whom they keep away never reaches the limit.
 *
 * @param rules the policy
 * @param rule its limit
 */
record Sized(PolicySnapshot rules, Rule rule) {
  /** The largest amount of a limit in a policy. */
  static final long AMOUNT_MAX = 1_000_000_000_000L;

  /** The policy with that limit alone, or null where the amount is impossible for its kind. */
  @Nullable PolicySnapshot of(long amount) {
    MeterSource meters = meters(amount);
    if (meters == null) {
      return null;
    }
    PolicySnapshot.Builder alone =
        PolicySnapshot.builder(rules.version())
            .prices(rules.prices())
            .settings(rules.settings())
            .rule(rule.meters(meters).phases(PhaseSchedule.ENFORCED));
    rules.gates().forEach(alone::gate);
    rules.exemptions().forEach(alone::exemption);
    return alone.build();
  }

  private @Nullable MeterSource meters(long amount) {
    try {
      return rule.meters().sized(amount);
    } catch (IllegalArgumentException | ArithmeticException impossible) {
      return null;
    }
  }

  /** The largest amount that is possible for its kind; 0 where it has no amount. */
  long most() {
    if (!changes()) {
      return 0;
    }
    if (meters(AMOUNT_MAX) != null) {
      return AMOUNT_MAX;
    }
    long possible = 0;
    long impossible = AMOUNT_MAX;
    while (impossible - possible > 1) {
      long middle = possible + (impossible - possible) / 2;
      if (meters(middle) == null) {
        impossible = middle;
      } else {
        possible = middle;
      }
    }
    return possible;
  }

  /** Whether another amount is another limit; spacing has none. */
  private boolean changes() {
    MeterSource one = meters(1);
    MeterSource two = meters(2);
    return one != null
        && two != null
        && (one.shape().amount() != two.shape().amount()
            || one.shape().windowMicros() != two.shape().windowMicros());
  }

  /**
   * The amount that it has now for those that have most; 0 where it cannot be told, as of a bucket
   * with a capacity of its own.
   */
  long now() {
    MeterSource one = meters(1);
    MeterSource two = meters(2);
    long each = one == null ? 0 : one.shape().amount();
    boolean grows = two != null && each > 0 && two.shape().amount() == 2 * each;
    return grows ? rule.meters().shape().amount() / each : 0;
  }

  /** Whether what is used in a window does not depend on the amount, and nothing goes beyond it. */
  boolean countsInWindows() {
    Meter shape = rule.meters().shape();
    boolean windows = shape instanceof FixedWindow || shape instanceof Allotment;
    return windows && shape.capacity() == shape.amount();
  }
}
