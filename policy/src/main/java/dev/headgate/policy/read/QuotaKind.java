package dev.headgate.policy.read;

import dev.headgate.core.call.Call;
import dev.headgate.core.identity.Tenant;
import dev.headgate.core.limit.Meter;
import dev.headgate.core.quota.Allotment;
import dev.headgate.core.quota.Pool;
import dev.headgate.core.time.Period;
import java.time.DayOfWeek;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/**
 * When a quota begins anew, and what it allows beyond its amount.
 *
 * @param cycle hours, days and so on
 * @param zone whose days and months are meant; null for those of the tenant
 * @param carry what may be carried over
 * @param tolerance windows that may go over
 * @param shared how it is shared as a pool, or null where it is one counter
 */
record QuotaKind(
    Cycle cycle,
    @Nullable ZoneId zone,
    Carry carry,
    Tolerance tolerance,
    PoolReader.@Nullable Shared shared) {
  /** How time is cut. */
  sealed interface Cycle {
    /** Hours of UTC. */
    record Hour() implements Cycle {}

    /** Calendar days. */
    record Day() implements Cycle {}

    /** Weeks that begin on Monday. */
    record Week() implements Cycle {}

    /** Calendar months. */
    record Month() implements Cycle {}

    /** Months that begin on the tenant's billing day. */
    record BillingMonth() implements Cycle {}

    /** Once and for all. */
    record Lifetime() implements Cycle {}

    /** Any stretch of a length in microseconds. */
    record Rolling(long length) implements Cycle {}
  }

  /**
   * What may be carried over: a number or a share of the amount; none where both are 0.
   *
   * @param most in units
   * @param share in hundredths of a percent
   */
  record Carry(long most, int share) {
    static final Carry NONE = new Carry(0, 0);

    long of(long amount) {
      long part = amount / 10_000 * share + amount % 10_000 * share / 10_000;
      return Math.min(amount, Math.max(most, part));
    }
  }

  /**
   * Windows that may go over.
   *
   * @param exceeded how many may; 0 for none
   * @param of how many are looked at
   */
  record Tolerance(int exceeded, int of) {
    static final Tolerance NONE = new Tolerance(0, 1);
  }

  /** What tells the meters of callers apart, beside the amount. */
  record Account(ZoneId zone, int billingDay) {
    static final Account USUAL = new Account(ZoneOffset.UTC, 1);
  }

  /** Whether all callers have the same windows. */
  boolean fixed() {
    return zone != null && !(cycle instanceof Cycle.BillingMonth);
  }

  /** The account of a caller, as far as the windows depend on it. */
  Account account(Call call) {
    Tenant tenant = call.caller().tenant();
    ZoneId own = tenant == null ? ZoneOffset.UTC : tenant.zone();
    int day = tenant == null || !(cycle instanceof Cycle.BillingMonth) ? 1 : tenant.billingDay();
    return new Account(zone == null ? own : zone, day);
  }

  /** The meter for an amount; throws where the arithmetic would leave its bound. */
  Meter meter(long amount, Account account) {
    if (cycle instanceof Cycle.Rolling rolling) {
      return Allotment.rolling(amount, rolling.length());
    }
    if (shared != null) {
      return new Pool(amount, period(account), shared.of(amount));
    }
    Allotment allotment = new Allotment(amount, period(account));
    long carried = carry.of(amount);
    if (carried > 0) {
      allotment = allotment.carrying(carried);
    }
    return tolerance.exceeded() == 0
        ? allotment
        : allotment.tolerating(tolerance.exceeded(), tolerance.of());
  }

  private Period period(Account account) {
    return switch (cycle) {
      case Cycle.Hour() -> Period.hour();
      case Cycle.Day() -> Period.day(account.zone());
      case Cycle.Week() -> Period.week(account.zone(), DayOfWeek.MONDAY);
      case Cycle.Month() -> Period.month(account.zone());
      case Cycle.BillingMonth() -> Period.billingMonth(account.zone(), account.billingDay());
      case Cycle.Lifetime() -> Period.lifetime();
      case Cycle.Rolling rolling -> Period.every(rolling.length());
    };
  }
}
