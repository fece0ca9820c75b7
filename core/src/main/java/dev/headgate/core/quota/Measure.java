package dev.headgate.core.quota;

import dev.headgate.core.identity.Caller;
import dev.headgate.core.identity.Tenant;
import dev.headgate.core.limit.Numbers;
import org.jspecify.annotations.Nullable;

/**
 * A number known of a caller: the licensed users of its tenant, or an attribute that holds a whole
 * number, for example {@code seats} or {@code repositories}.
 *
 * @param attribute {@code users}, or the name of the attribute
 */
public record Measure(String attribute) {
  /** The licensed users of the caller's tenant. */
  public static final Measure USERS = new Measure("users");

  /** The most digits that are read. */
  private static final int DIGITS_MAX = 15;

  public Measure {
    if (attribute.isEmpty()) {
      throw new IllegalArgumentException("attribute: \"\" (expected: not empty)");
    }
  }

  /**
   * The number, 0 to {@link Numbers#AMOUNT_MAX}; 0 where it is missing or no whole number, so that
   * a caller of whom nothing is known gets the least.
   */
  public long of(Caller caller) {
    if (attribute.equals(USERS.attribute)) {
      Tenant tenant = caller.tenant();
      return tenant == null ? 0 : Math.min(Numbers.AMOUNT_MAX, tenant.users());
    }
    String value = caller.attribute(attribute);
    return isWhole(value) ? Long.parseLong(value) : 0;
  }

  private static boolean isWhole(@Nullable String value) {
    return value != null
        && !value.isEmpty()
        && value.length() <= DIGITS_MAX
        && value.chars().allMatch(digit -> digit >= '0' && digit <= '9');
  }
}
