package dev.headgate.server.records.sqlite;

import dev.headgate.server.records.sql.Dialect;
import dev.headgate.server.records.sql.Insertion;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.sql.Statement;
import java.util.Collections;
import java.util.List;
import org.sqlite.SQLiteErrorCode;

/** SQLite runs in this process, so a statement for each row costs no round trip. */
final class SqliteDialect implements Dialect {
  /** The driver itself would begin the next transaction, and lock the file, after each commit. */
  @Override
  public void begin(Connection connection) throws SQLException {
    execute(connection, "BEGIN IMMEDIATE");
  }

  @Override
  public void commit(Connection connection) throws SQLException {
    execute(connection, "COMMIT");
  }

  @Override
  public void rollback(Connection connection) throws SQLException {
    execute(connection, "ROLLBACK");
  }

  private static void execute(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  @Override
  public void insert(Connection connection, Insertion insertion, List<List<Object>> rows)
      throws SQLException {
    String marks = String.join(", ", Collections.nCopies(insertion.columns().size(), "?"));
    try (PreparedStatement row =
        connection.prepareStatement(
            insertion.into() + "VALUES (" + marks + ") " + insertion.conflict())) {
      for (List<Object> values : rows) {
        for (int i = 0; i < values.size(); i++) {
          row.setObject(i + 1, values.get(i));
        }
        row.addBatch();
      }
      row.executeBatch();
    }
  }

  /** Another process writes, or another thread has the connection. */
  @Override
  public boolean passes(SQLException failure) {
    int primary = failure.getErrorCode() & 0xFF;
    return failure instanceof SQLTransientConnectionException
        || primary == SQLiteErrorCode.SQLITE_BUSY.code;
  }
}
