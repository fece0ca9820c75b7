package dev.headgate.policy.registry;

import dev.headgate.core.identity.App;
import dev.headgate.core.identity.Caller;
import dev.headgate.core.identity.Tenant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The provider's customers, their apps, users and credentials. Immutable.
 *
 * @param tenants by id
 * @param apps by id
 * @param users by id
 * @param credentials callers by {@link Secrets#hash} of the secret; for basic credentials of {@code
 *     user:secret}
 */
public record Registry(
    Map<String, Tenant> tenants,
    Map<String, App> apps,
    Map<String, RegisteredUser> users,
    Map<String, Caller> credentials) {
  /** The most entries of each kind. */
  public static final int ENTRIES_MAX = 100_000;

  /** The longest value of a caller's attribute, in characters. */
  public static final int VALUE_MAX = 200;

  /** Nobody is known. */
  public static final Registry EMPTY = new Registry(Map.of(), Map.of(), Map.of(), Map.of());

  public Registry {
    tenants = Map.copyOf(tenants);
    apps = Map.copyOf(apps);
    users = Map.copyOf(users);
    credentials = Map.copyOf(credentials);
  }

  /** The caller of a secret, or null. */
  public @Nullable Caller bySecret(String secret) {
    return credentials.get(Secrets.hash(secret));
  }
}
