package dev.headgate.server.records;

/** Registry, usage and audit log of one database. Safe for all threads. */
public interface Records extends AutoCloseable {
  /** Tenants, apps, users and credentials. */
  RegistryRecords registry();

  /** What was used, by hour. */
  UsageRecords usage();

  /** What operators did. */
  AuditRecords audit();

  /** Lets go of the database. */
  @Override
  void close();
}
