package dev.headgate.policy.registry;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A user of a tenant, and what is known of them. Immutable.
 *
 * @param tenant the tenant they belong to, or null where the same id means the same user everywhere
 * @param attributes what every call of theirs has: {@code licence} and the provider's own
 */
public record RegisteredUser(@Nullable String tenant, Map<String, String> attributes) {
  /** The most attributes of one user. */
  public static final int ATTRIBUTES_MAX = 12;

  public RegisteredUser {
    attributes = Map.copyOf(attributes);
  }

  /** Whether a caller of that tenant, or of none, is this user. */
  boolean belongsTo(@Nullable String callersTenant) {
    return tenant == null || tenant.equals(callersTenant);
  }
}
