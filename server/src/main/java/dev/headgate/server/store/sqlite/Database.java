package dev.headgate.server.store.sqlite;

import dev.headgate.server.store.StoreRefused;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;
import org.sqlite.JDBC;
import org.sqlite.SQLiteErrorCode;

/**
 * The file, opened by this process alone: every setting is read back and checked. For one thread at
 * a time.
 */
final class Database implements AutoCloseable {
  private static final int PATIENCE_MILLIS = 1_000;
  private static final int WAL_BYTES_KEPT = 64 * 1024 * 1024;
  private static final int FREE_PAGES_MIN = 256;
  private static final int PAGES_GIVEN_BACK = 1_000;

  private final Connection connection;

  private Database(Connection connection) {
    this.connection = connection;
  }

  /**
   * Opens a file of a kind, made where there is none, and brings it to the present format.
   *
   * @throws StoreRefused where it cannot be used
   */
  static Database open(Path file, Schema schema) {
    FileHead.check(file, schema);
    Connection connection = null;
    try {
      connection = JDBC.createConnection("jdbc:sqlite:" + file, new Properties());
      Database database = new Database(connection);
      database.prepare(file, schema);
      return database;
    } catch (SQLException unusable) {
      close(connection);
      throw refused(file, unusable);
    } catch (StoreRefused refused) {
      close(connection);
      throw refused;
    }
  }

  private static StoreRefused refused(Path file, SQLException unusable) {
    boolean busy = (unusable.getErrorCode() & 0xFF) == SQLiteErrorCode.SQLITE_BUSY.code;
    return FileHead.refused(
        file,
        busy ? "in use by another process" : said(unusable),
        "a file that this process alone can write");
  }

  private void prepare(Path file, Schema schema) throws SQLException {
    set("busy_timeout", PATIENCE_MILLIS, "" + PATIENCE_MILLIS);
    // Before the first access: no other process can then use the file as long as this one lives.
    set("locking_mode", "EXCLUSIVE", "exclusive");
    int format = Math.toIntExact(number("PRAGMA user_version"));
    if (format > schema.format()) {
      throw FileHead.newer(file, format, schema.format());
    }
    if (format == 0) {
      set("auto_vacuum", "INCREMENTAL", "2");
      run("PRAGMA application_id = " + schema.application());
    }
    set("synchronous", "FULL", "2");
    connection.setAutoCommit(false);
    if (format < schema.format()) {
      schema.bring(connection, format);
    }
    connection.commit();
    connection.setAutoCommit(true);
    // Only now, so that what a file is stands in its head before anything is kept beside it.
    set("journal_mode", "WAL", "wal");
    set("journal_size_limit", WAL_BYTES_KEPT, "" + WAL_BYTES_KEPT);
    connection.setAutoCommit(false);
    takeLock(schema);
  }

  /** Writes once, so that a file in use elsewhere is known at the start. */
  private void takeLock(Schema schema) throws SQLException {
    run("PRAGMA user_version = " + schema.format());
    connection.commit();
  }

  Connection connection() {
    return connection;
  }

  /** Takes back what was done since the last commit; SQLite may have done so itself. */
  void rollBack() throws SQLException {
    try {
      connection.rollback();
    } catch (SQLException done) {
      run("BEGIN");
    }
  }

  long number(String sql) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      return rows.next() ? rows.getLong(1) : 0;
    }
  }

  void run(String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  /** Gives pages back to the file system where most of the file is free; some at a time. */
  void shrink() throws SQLException {
    long free = number("PRAGMA freelist_count");
    if (free > FREE_PAGES_MIN && free > number("PRAGMA page_count") / 2) {
      giveBack();
    }
    connection.commit();
  }

  /** Run as a script: a statement is done after the first page. */
  private void giveBack() throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.executeUpdate("PRAGMA incremental_vacuum(" + PAGES_GIVEN_BACK + ")");
    }
  }

  /** What SQLite said, in a few words. */
  static String said(Exception failure) {
    String message = String.valueOf(failure.getMessage());
    return message.lines().findFirst().orElse(message);
  }

  @Override
  public void close() {
    close(connection);
  }

  private void set(String pragma, Object value, String expected) throws SQLException {
    run("PRAGMA " + pragma + " = " + value);
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("PRAGMA " + pragma)) {
      String found = rows.next() ? rows.getString(1) : "nothing";
      if (!expected.equals(found)) {
        throw new SQLException("PRAGMA " + pragma + " is " + found + ", not " + expected);
      }
    }
  }

  private static void close(@org.jspecify.annotations.Nullable Connection connection) {
    try {
      if (connection != null) {
        connection.close();
      }
    } catch (SQLException failed) {
      System.getLogger(Database.class.getName())
          .log(System.Logger.Level.WARNING, "store not closed: " + said(failed));
    }
  }
}
