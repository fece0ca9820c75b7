package dev.headgate.client.call;

import org.jspecify.annotations.Nullable;

/**
 * For whom a call is made.
 *
 * @param app the program's name; all origins it calls share what its app shares
 * @param tenant the provider's customer; null where the origin says it
 * @param credential name or digest of the credential, never the credential
 */
public record Party(String app, @Nullable String tenant, String credential) {
  /** A program that names neither tenants nor credentials. */
  public static final Party ANONYMOUS = new Party("app", null, "");

  /** The same party for a tenant. */
  public Party withTenant(String name) {
    return new Party(app, name, credential);
  }
}
