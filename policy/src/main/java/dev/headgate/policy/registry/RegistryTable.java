package dev.headgate.policy.registry;

import java.util.List;

/**
 * A kind of entries of a registry, and the CSV file that may hold them: a header row, then one row
 * for each entry with its {@code id}.
 */
public enum RegistryTable {
  TENANTS("tenants", true, false, "plan", "users", "zone", "billingDay"),
  APPS("apps", true, false, "cluster", "tier"),
  USERS("users", true, true, "tenant", "licence"),
  CREDENTIALS("credentials", false, true, "sha256", "tenant", "app", "user", "licence");

  /** The column that names an entry. */
  static final String ID = "id";

  private final String key;
  private final boolean needed;
  private final boolean open;

  @SuppressWarnings("ImmutableEnumChecker") // made by List.of
  private final List<String> columns;

  /**
   * A kind of entries.
   *
   * @param key under which a YAML registry has them
   * @param needed whether a folder without its file is no registry
   * @param open whether any other column is an attribute
   * @param columns beside the id; each may be left out
   */
  RegistryTable(String key, boolean needed, boolean open, String... columns) {
    this.key = key;
    this.needed = needed;
    this.open = open;
    this.columns = List.of(columns);
  }

  /** The key under which a YAML registry has them. */
  public String key() {
    return key;
  }

  String file() {
    return key + ".csv";
  }

  boolean needed() {
    return needed;
  }

  boolean open() {
    return open;
  }

  List<String> columns() {
    return columns;
  }
}
