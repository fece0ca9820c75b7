package dev.headgate.server.records;

import dev.headgate.policy.registry.RegistryEntries;

/**
 * The registry as all nodes see it: replaced whole, in one transaction, under a version that rises
 * with each replacement. Safe for all threads.
 */
public interface RegistryRecords {
  /**
   * A registry at one moment.
   *
   * @param version rises with each replacement; 0 before the first
   * @param entries as they were written
   */
  record Versioned(long version, RegistryEntries entries) {}

  /**
   * The version in force.
   *
   * @throws RecordsUnavailable where the database does not answer
   */
  long version();

  /**
   * The registry in force, all of it of one version.
   *
   * @throws RecordsUnavailable where the database does not answer
   */
  Versioned read();

  /**
   * Puts another registry in the place of the one in force, all or nothing; the entries are good.
   *
   * @return the version that it has
   * @throws RecordsUnavailable where the database does not take it
   */
  long replace(RegistryEntries entries);
}
