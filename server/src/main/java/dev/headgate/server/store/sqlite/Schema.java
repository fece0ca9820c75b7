package dev.headgate.server.store.sqlite;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/**
 * The tables, by steps: a file of an older format is brought up by those it lacks. The layout of
 * the words of each kind of limit is part of the format.
 */
final class Schema {
  private static final List<List<String>> STEPS =
      List.of(
          List.of(
              "CREATE TABLE facts (name TEXT PRIMARY KEY, value INTEGER NOT NULL) WITHOUT ROWID",
              "CREATE TABLE names (id INTEGER PRIMARY KEY, name TEXT NOT NULL)",
              "CREATE TABLE places (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE)",
              "CREATE TABLE cells (place INTEGER NOT NULL, key BLOB NOT NULL,"
                  + " counters BLOB NOT NULL, PRIMARY KEY (place, key)) WITHOUT ROWID"),
          List.of(
              "CREATE TABLE reservations (serial INTEGER PRIMARY KEY, flags INTEGER NOT NULL,"
                  + " body BLOB NOT NULL, ending BLOB)"));

  /** The format that is written. */
  static final int FORMAT = STEPS.size();

  private Schema() {}

  /** Brings tables of an older format to a format; one transaction, begun and ended elsewhere. */
  static void bring(Connection connection, int from, int to) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      for (List<String> step : STEPS.subList(from, to)) {
        for (String sql : step) {
          statement.executeUpdate(sql);
        }
      }
      statement.executeUpdate("PRAGMA user_version = " + to);
    }
  }
}
