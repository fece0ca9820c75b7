package dev.headgate.server.records.sql;

import dev.headgate.policy.registry.RegistryEntries;
import dev.headgate.policy.registry.RegistryEntry;
import dev.headgate.policy.registry.RegistryTable;
import dev.headgate.server.records.RegistryRecords;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.core.JacksonException;

/**
 * The registry as entries of texts, as they were written: every node reads them by the one reader,
 * and a column that comes later needs no other table.
 */
final class SqlRegistry implements RegistryRecords {
  private static final int ROWS_MAX = 5_000;
  private static final int FETCH = 5_000;

  private static final Insertion ENTRIES =
      new Insertion(
          "registry_entry",
          List.of(
              Insertion.Column.text("kind"),
              Insertion.Column.text("id"),
              Insertion.Column.text("columns"),
              Insertion.Column.text("attributes")),
          "");

  private static final Map<String, RegistryTable> TABLES =
      Stream.of(RegistryTable.values())
          .collect(Collectors.toUnmodifiableMap(RegistryTable::key, Function.identity()));

  private final Transactions transactions;

  SqlRegistry(Transactions transactions) {
    this.transactions = transactions;
  }

  @Override
  public long version() {
    return transactions.run(SqlRegistry::version, 1);
  }

  /** The version is locked before the entries are read, so that both belong together. */
  @Override
  public Versioned read() {
    return transactions.run(
        connection -> {
          touch(connection, 0);
          return new Versioned(version(connection), entries(connection));
        });
  }

  @Override
  public long replace(RegistryEntries entries) {
    return transactions.run(
        connection -> {
          touch(connection, 1);
          try (PreparedStatement all = connection.prepareStatement("DELETE FROM registry_entry")) {
            all.executeUpdate();
          }
          insert(connection, entries.entries());
          return version(connection);
        });
  }

  private void insert(Connection connection, List<RegistryEntry> entries) throws SQLException {
    for (int from = 0; from < entries.size(); from += ROWS_MAX) {
      List<List<Object>> rows = new ArrayList<>();
      for (RegistryEntry entry : entries.subList(from, Math.min(entries.size(), from + ROWS_MAX))) {
        rows.add(
            List.of(
                entry.table().key(),
                entry.id(),
                Texts.json(entry.columns()),
                Texts.json(entry.attributes())));
      }
      transactions.dialect().insert(connection, ENTRIES, rows);
    }
  }

  private static void touch(Connection connection, long more) throws SQLException {
    try (PreparedStatement raise =
        connection.prepareStatement("UPDATE registry_version SET version = version + ?")) {
      raise.setLong(1, more);
      raise.executeUpdate();
    }
  }

  private static long version(Connection connection) throws SQLException {
    try (PreparedStatement asked =
            connection.prepareStatement("SELECT version FROM registry_version");
        ResultSet row = asked.executeQuery()) {
      return row.next() ? row.getLong(1) : 0;
    }
  }

  private static RegistryEntries entries(Connection connection) throws SQLException {
    List<RegistryEntry> entries = new ArrayList<>();
    try (PreparedStatement asked =
        connection.prepareStatement("SELECT kind, id, columns, attributes FROM registry_entry")) {
      asked.setFetchSize(FETCH);
      try (ResultSet row = asked.executeQuery()) {
        while (row.next()) {
          entries.add(entry(row));
        }
      }
    }
    return new RegistryEntries(entries);
  }

  private static RegistryEntry entry(ResultSet row) throws SQLException {
    RegistryTable table = TABLES.get(row.getString(1));
    if (table == null) {
      throw new SQLException(
          "registry_entry.kind: "
              + row.getString(1)
              + " (expected: one of "
              + TABLES.keySet()
              + ")");
    }
    try {
      return RegistryEntry.of(
          table, row.getString(2), Texts.of(row.getString(3)), Texts.of(row.getString(4)));
    } catch (JacksonException malformed) {
      throw new SQLException(
          "registry_entry: " + row.getString(2) + " (expected: JSON objects of texts)", malformed);
    }
  }
}
