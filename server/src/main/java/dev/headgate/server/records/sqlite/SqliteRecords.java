package dev.headgate.server.records.sqlite;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.headgate.server.records.Records;
import dev.headgate.server.records.RecordsRefused;
import dev.headgate.server.records.RecordsUrl;
import dev.headgate.server.records.sql.Migrations;
import dev.headgate.server.records.sql.SqlRecords;
import dev.headgate.server.records.sql.Transactions;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.flywaydb.core.Flyway;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteDataSource;

/** Opens records in SQLite. */
public final class SqliteRecords {
  private static final int BUSY_MILLIS = 5_000;
  private static final int WAIT_MILLIS = 1_000;
  private static final String FULL = "2";

  private SqliteRecords() {}

  /**
   * Opens a file, which is made where there is none, and brings its tables up to date.
   *
   * @throws RecordsRefused where it cannot be used; it is as it was
   */
  public static Records open(RecordsUrl.Sqlite url) {
    return open(url, 0);
  }

  /**
   * The same with a file that stays small.
   *
   * @param pagesMax the most pages of the file, or 0 for as many as the disk has
   */
  static Records open(RecordsUrl.Sqlite url, int pagesMax) {
    SqliteFile.claim(url.file());
    SQLiteDataSource source = source(url, pagesMax);
    try {
      sign(url);
      check(source);
      Migrations.run(
          Flyway.configure(SqliteRecords.class.getClassLoader())
              .dataSource(source)
              .locations("classpath:dev/headgate/server/records/sqlite"),
          url.shown());
    } catch (SQLException failed) {
      throw new RecordsRefused(url.shown() + ": " + failed.getMessage());
    }
    HikariDataSource pool = pool(source);
    return new SqlRecords(new Transactions(pool, new SqliteDialect(), url.shown()), pool::close);
  }

  private static SQLiteDataSource source(RecordsUrl.Sqlite url, int pagesMax) {
    SQLiteConfig config = new SQLiteConfig();
    config.setJournalMode(SQLiteConfig.JournalMode.WAL);
    config.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
    config.setBusyTimeout(BUSY_MILLIS);
    config.enforceForeignKeys(true);
    if (pagesMax > 0) {
      config.setMaxPageCount(pagesMax);
    }
    SQLiteDataSource source = new SQLiteDataSource(config);
    source.setUrl("jdbc:sqlite:" + url.file());
    return source;
  }

  /** Says whose file it is, in its header, before anything else is in it. */
  private static void sign(RecordsUrl.Sqlite url) throws SQLException {
    SQLiteDataSource plain = new SQLiteDataSource();
    plain.setUrl("jdbc:sqlite:" + url.file());
    if (!SqliteFile.isEmpty(url.file())) {
      return;
    }
    try (Connection connection = plain.getConnection();
        Statement statement = connection.createStatement()) {
      statement.executeUpdate("PRAGMA application_id = " + SqliteFile.APPLICATION);
    }
  }

  /** Asks back what durability rests on. */
  private static void check(SQLiteDataSource source) throws SQLException {
    try (Connection connection = source.getConnection();
        Statement statement = connection.createStatement()) {
      expect(statement, "journal_mode", "wal");
      expect(statement, "synchronous", FULL);
    }
  }

  private static void expect(Statement statement, String setting, String expected)
      throws SQLException {
    try (ResultSet row = statement.executeQuery("PRAGMA " + setting)) {
      String found = row.next() ? String.valueOf(row.getString(1)) : "";
      if (!found.equals(expected)) {
        throw new SQLException(setting + ": " + found + " (expected: " + expected + ")");
      }
    }
  }

  /** One connection: SQLite has one writer. */
  private static HikariDataSource pool(SQLiteDataSource source) {
    HikariConfig config = new HikariConfig();
    config.setPoolName("records");
    config.setDataSource(source);
    config.setMaximumPoolSize(1);
    config.setConnectionTimeout(WAIT_MILLIS);
    config.setMaxLifetime(0);
    return new HikariDataSource(config);
  }
}
