package dev.headgate.client.call;

import org.jspecify.annotations.Nullable;

/**
 * For whom a call is made.
 *
 * @param app the program's name; all origins it calls share what its app shares
 * @param tenant the provider's customer; null where the origin says it
 * @param credential name or digest of the credential, never the credential
 * @param line whose calls of a tenant stand in line together: lines take turns; empty for one line
 */
public record Party(String app, @Nullable String tenant, String credential, String line) {
  /** A program that names neither tenants nor credentials. */
  public static final Party ANONYMOUS = new Party("app", null, "");

  /** A party whose tenant's calls stand in one line. */
  public Party(String app, @Nullable String tenant, String credential) {
    this(app, tenant, credential, "");
  }

  /** The same party for a tenant. */
  public Party withTenant(String name) {
    return new Party(app, name, credential, line);
  }

  /** The same party in a line of its own. */
  public Party inLine(String name) {
    return new Party(app, tenant, credential, name);
  }
}
