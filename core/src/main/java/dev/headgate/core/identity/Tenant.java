package dev.headgate.core.identity;

import java.time.ZoneId;
import java.time.ZoneOffset;

/**
 * The provider's customer.
 *
 * @param id stable id
 * @param plan name of the plan or edition, empty where the provider has none
 * @param users licensed users, at least 0
 * @param zone time zone of the account, for quotas that reset at its midnight
 * @param billingDay day of month, 1 to 31, on which its billing period begins
 */
public record Tenant(String id, String plan, long users, ZoneId zone, int billingDay) {
  public Tenant {
    if (id.isEmpty()) {
      throw new IllegalArgumentException("id: \"\" (expected: not empty)");
    }
    if (users < 0) {
      throw new IllegalArgumentException("users: " + users + " (expected: >= 0)");
    }
    if (billingDay < 1 || billingDay > 31) {
      throw new IllegalArgumentException("billingDay: " + billingDay + " (expected: 1 to 31)");
    }
  }

  /** A tenant in UTC whose billing period is the calendar month. */
  public static Tenant of(String id, String plan, long users) {
    return new Tenant(id, plan, users, ZoneOffset.UTC, 1);
  }
}
