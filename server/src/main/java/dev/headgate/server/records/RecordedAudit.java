package dev.headgate.server.records;

import dev.headgate.core.time.TimeSource;
import dev.headgate.server.admin.AuditEntry;
import dev.headgate.server.admin.AuditLog;
import dev.headgate.server.records.AuditRecords.NewEntry;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

/**
 * An audit log in the records, shared by all nodes; each entry says under {@code node} which node
 * wrote it. Appends that come together are written together. Safe for all threads.
 */
public final class RecordedAudit implements AuditLog {
  private final TimeSource time;
  private final AuditRecords records;
  private final String node;
  private final GroupCommit<NewEntry> appends;

  /** A log over records that others close. */
  public RecordedAudit(TimeSource time, AuditRecords records, String node) {
    this.time = time;
    this.records = records;
    this.node = node;
    appends = new GroupCommit<>(AuditRecords.APPEND_MAX, records::append);
  }

  @Override
  public void append(String who, String action, Map<String, String> details) {
    Map<String, String> all = new TreeMap<>(details);
    all.put("node", node);
    AuditEntry entry = new AuditEntry(0, time.micros(), who, action, all);
    appends.write(new NewEntry(UUID.randomUUID().toString(), entry));
  }

  @Override
  public List<String> newest(int most) {
    return records.newest(most).stream().map(AuditEntry::toJson).toList();
  }

  /** Nothing is kept here. */
  @Override
  public void close() {}
}
