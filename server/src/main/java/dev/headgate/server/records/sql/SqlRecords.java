package dev.headgate.server.records.sql;

import dev.headgate.server.records.AuditRecords;
import dev.headgate.server.records.Records;
import dev.headgate.server.records.RegistryRecords;
import dev.headgate.server.records.UsageRecords;

/** The records of a database that is open and has the tables. Safe for all threads. */
public final class SqlRecords implements Records {
  private final RegistryRecords registry;
  private final UsageRecords usage;
  private final AuditRecords audit;
  private final Runnable close;

  /**
   * Over a database.
   *
   * @param close lets go of it
   */
  public SqlRecords(Transactions transactions, Runnable close) {
    registry = new SqlRegistry(transactions);
    usage = new SqlUsage(transactions);
    audit = new SqlAudit(transactions);
    this.close = close;
  }

  @Override
  public RegistryRecords registry() {
    return registry;
  }

  @Override
  public UsageRecords usage() {
    return usage;
  }

  @Override
  public AuditRecords audit() {
    return audit;
  }

  @Override
  public void close() {
    close.run();
  }
}
