package dev.headgate.server.records;

import dev.headgate.server.admin.AuditEntry;
import java.util.List;

/** The audit log of all nodes, numbered from 1 without a gap. Safe for all threads. */
public interface AuditRecords {
  /** The most entries of one append. */
  int APPEND_MAX = 1_000;

  /**
   * Appends entries, all or none; when this returns, they are on disk. An append whose first entry
   * is there already changes nothing.
   *
   * @param entries at least one, at most {@link #APPEND_MAX}
   * @throws RecordsUnavailable where the database does not take them
   */
  void append(List<NewEntry> entries);

  /**
   * The newest entries, the newest first, at most so many.
   *
   * @throws RecordsUnavailable where the database does not answer
   */
  List<AuditEntry> newest(int most);

  /**
   * An entry that has no number yet.
   *
   * @param id unlike that of every other entry
   * @param entry what was done; its number says nothing
   */
  record NewEntry(String id, AuditEntry entry) {}
}
