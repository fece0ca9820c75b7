package dev.headgate.simulator.traffic;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Rows of a Parquet file, read by DuckDB where its driver lies beside the runnable jar. The driver
 * is four times as large as all of Headgate, so it is not shipped. For one thread.
 */
final class ParquetRows implements Rows {
  private final String file;
  private final int columns;
  private final Connection connection;
  private final PreparedStatement statement;
  private final ResultSet result;
  private long line;

  private ParquetRows(String file, int columns, Connection connection, PreparedStatement statement)
      throws SQLException {
    this.file = file;
    this.columns = columns;
    this.connection = connection;
    this.statement = statement;
    result = statement.executeQuery();
  }

  /**
   * Opens a file.
   *
   * @throws MissingColumnException where it lacks a column
   * @throws IOException where there is no driver, or the file cannot be read
   */
  static ParquetRows open(InputFile file, Columns columns) throws IOException {
    Path path = file.path();
    if (path == null) {
      throw new IOException(file.name() + ": Parquet from a pipe (expected: a file)");
    }
    Connection connection = connect(file.name());
    try {
      columns.check(file.name(), names(connection, path));
      PreparedStatement statement =
          connection.prepareStatement("SELECT " + selected(columns) + " FROM read_parquet(?)");
      statement.setString(1, path.toString());
      return new ParquetRows(file.name(), columns.size(), connection, statement);
    } catch (SQLException failed) {
      close(connection);
      throw new BrokenLogException(file.name(), 0, "cannot be read by DuckDB", failed);
    } catch (RuntimeException failed) {
      close(connection);
      throw failed;
    }
  }

  /** DuckDB streams its result where it is told to; else it would hold the whole file. */
  private static Connection connect(String file) throws IOException {
    try {
      java.util.Properties streaming = new java.util.Properties();
      streaming.setProperty("jdbc_stream_results", "true");
      return DriverManager.getConnection("jdbc:duckdb:", streaming);
    } catch (SQLException missing) {
      throw new IOException(
          file
              + ": Parquet needs DuckDB (expected: duckdb_jdbc.jar, version 1.4 or later, beside"
              + " headgate.jar)",
          missing);
    }
  }

  /** The columns of a file. */
  static List<String> names(InputFile file) throws IOException {
    Path path = file.path();
    Connection connection = connect(file.name());
    try {
      return path == null ? List.of() : names(connection, path);
    } catch (SQLException failed) {
      throw new BrokenLogException(file.name(), 0, "cannot be read by DuckDB", failed);
    } finally {
      close(connection);
    }
  }

  private static List<String> names(Connection connection, Path path) throws SQLException {
    List<String> names = new ArrayList<>();
    try (PreparedStatement schema =
        connection.prepareStatement("DESCRIBE SELECT * FROM read_parquet(?)")) {
      schema.setString(1, path.toString());
      try (ResultSet columns = schema.executeQuery()) {
        while (columns.next()) {
          names.add(columns.getString(1));
        }
      }
    }
    return names;
  }

  private static String selected(Columns columns) {
    return columns.wanted().stream()
        .map(column -> "CAST(\"" + column.name().replace("\"", "\"\"") + "\" AS VARCHAR)")
        .collect(Collectors.joining(", "));
  }

  @Override
  public boolean next(Row row) throws IOException {
    try {
      if (!result.next()) {
        return false;
      }
      row.begin(++line);
      for (int i = 0; i < columns; i++) {
        String value = result.getString(i + 1);
        if (value != null) {
          row.put(i, value);
        }
      }
      return true;
    } catch (SQLException failed) {
      throw new BrokenLogException(file, line, "cannot be read by DuckDB", failed);
    }
  }

  @Override
  public void close() throws IOException {
    try {
      statement.close();
    } catch (SQLException failed) {
      throw new IOException(file + ": cannot be closed", failed);
    } finally {
      close(connection);
    }
  }

  private static void close(Connection connection) {
    try {
      connection.close();
    } catch (SQLException alreadyClosed) {
      // nothing is left to give back
    }
  }
}
