package dev.headgate.server.records.postgres;

import dev.headgate.server.records.sql.Dialect;
import dev.headgate.server.records.sql.Insertion;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** PostgreSQL takes many rows as one array for each column: one statement, one round trip. */
final class PostgresDialect implements Dialect {
  /**
   * Classes of SQLSTATE (appendix A of the manual) that pass: connections, transactions that met
   * each other, too many connections, a server that starts or stops.
   */
  private static final Set<String> PASSING = Set.of("08", "40", "53", "57");

  private static final String DISK_FULL = "53100";
  private static final String CANCELLED = "57014";

  @Override
  public void begin(Connection connection) throws SQLException {
    connection.setAutoCommit(false);
  }

  @Override
  public void commit(Connection connection) throws SQLException {
    connection.commit();
  }

  @Override
  public void rollback(Connection connection) throws SQLException {
    connection.rollback();
  }

  @Override
  public void insert(Connection connection, Insertion insertion, List<List<Object>> rows)
      throws SQLException {
    List<Insertion.Column> columns = insertion.columns();
    String arrays =
        columns.stream()
            .map(column -> "CAST(? AS " + column.type() + "[])")
            .collect(Collectors.joining(", "));
    try (PreparedStatement statement =
        connection.prepareStatement(
            insertion.into() + "SELECT * FROM unnest(" + arrays + ") " + insertion.conflict())) {
      for (int i = 0; i < columns.size(); i++) {
        int place = i;
        Object[] values = rows.stream().map(row -> row.get(place)).toArray();
        Array array = connection.createArrayOf(columns.get(i).type(), values);
        statement.setArray(i + 1, array);
      }
      statement.executeUpdate();
    }
  }

  @Override
  public boolean passes(SQLException failure) {
    String state = String.valueOf(failure.getSQLState());
    return failure instanceof SQLTransientConnectionException
        || (PASSING.contains(state.substring(0, Math.min(2, state.length())))
            && !state.equals(DISK_FULL)
            && !state.equals(CANCELLED));
  }
}
