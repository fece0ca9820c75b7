package dev.headgate.server.records.sql;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/** What one database does differently. Safe for all threads. */
public interface Dialect {
  /** Begins a transaction on a connection that has none. */
  void begin(Connection connection) throws SQLException;

  /** Ends it; what it did is on disk when this returns. */
  void commit(Connection connection) throws SQLException;

  /** Ends it, and it did nothing. */
  void rollback(Connection connection) throws SQLException;

  /**
   * Inserts rows in one statement, or in as few as the database needs.
   *
   * @param rows one value for each column: a text or a {@link Long}
   */
  void insert(Connection connection, Insertion insertion, List<List<Object>> rows)
      throws SQLException;

  /** Whether the same work may succeed when it is tried again soon. */
  boolean passes(SQLException failure);
}
