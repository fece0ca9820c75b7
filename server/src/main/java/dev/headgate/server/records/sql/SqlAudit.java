package dev.headgate.server.records.sql;

import dev.headgate.server.admin.AuditEntry;
import dev.headgate.server.records.AuditRecords;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * The audit log. The last number is a row that an append locks until it has committed; so numbers
 * have no gap, and appends of all nodes come one after the other.
 */
final class SqlAudit implements AuditRecords {
  private static final Insertion ENTRIES =
      new Insertion(
          "audit_entry",
          List.of(
              Insertion.Column.whole("number"),
              Insertion.Column.text("id"),
              Insertion.Column.whole("at"),
              Insertion.Column.text("who"),
              Insertion.Column.text("action"),
              Insertion.Column.text("details")),
          "");

  private final Transactions transactions;

  SqlAudit(Transactions transactions) {
    this.transactions = transactions;
  }

  @Override
  public void append(List<NewEntry> entries) {
    var _ = transactions.run(connection -> append(connection, entries));
  }

  @Override
  public List<AuditEntry> newest(int most) {
    return transactions.run(
        connection -> {
          try (PreparedStatement asked =
              connection.prepareStatement(
                  "SELECT number, at, who, action, details FROM audit_entry"
                      + " ORDER BY number DESC LIMIT ?")) {
            asked.setInt(1, most);
            return entries(asked);
          }
        });
  }

  /** The lock comes first: it waits for a send of the same entries whose answer was lost. */
  private boolean append(Connection connection, List<NewEntry> entries) throws SQLException {
    raise(connection, 0);
    if (isThere(connection, entries.getFirst().id())) {
      return false;
    }
    long number = last(connection);
    List<List<Object>> rows = new ArrayList<>();
    for (NewEntry added : entries) {
      AuditEntry entry = added.entry();
      rows.add(
          List.of(
              ++number,
              added.id(),
              entry.at(),
              stored(entry.who()),
              entry.action(),
              stored(Texts.json(entry.details()))));
    }
    transactions.dialect().insert(connection, ENTRIES, rows);
    raise(connection, entries.size());
    return true;
  }

  /** PostgreSQL takes no text with this character; in JSON it is written in another way. */
  private static String stored(String text) {
    return text.replace('\0', '\uFFFD');
  }

  private static void raise(Connection connection, int more) throws SQLException {
    try (PreparedStatement raise =
        connection.prepareStatement("UPDATE audit_last SET number = number + ?")) {
      raise.setInt(1, more);
      raise.executeUpdate();
    }
  }

  private static boolean isThere(Connection connection, String id) throws SQLException {
    try (PreparedStatement asked =
        connection.prepareStatement("SELECT 1 FROM audit_entry WHERE id = ?")) {
      asked.setString(1, id);
      try (ResultSet row = asked.executeQuery()) {
        return row.next();
      }
    }
  }

  private static long last(Connection connection) throws SQLException {
    try (PreparedStatement asked = connection.prepareStatement("SELECT number FROM audit_last");
        ResultSet row = asked.executeQuery()) {
      row.next();
      return row.getLong(1);
    }
  }

  private static List<AuditEntry> entries(PreparedStatement asked) throws SQLException {
    List<AuditEntry> entries = new ArrayList<>();
    try (ResultSet row = asked.executeQuery()) {
      while (row.next()) {
        entries.add(
            new AuditEntry(
                row.getLong(1),
                row.getLong(2),
                row.getString(3),
                row.getString(4),
                Texts.of(row.getString(5))));
      }
    }
    return entries;
  }
}
