package dev.headgate.server.store.sqlite;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/**
 * A kind of file: its tables, by steps, so that a file of an older format is brought up by those it
 * lacks.
 *
 * @param what what such a file holds, for people
 * @param application marks a file as one of these, where SQLite keeps such marks
 * @param steps each the statements from one format to the next
 */
record Schema(String what, int application, List<List<String>> steps) {
  /** Counters; the layout of the words of each kind of limit is part of the format. */
  static final Schema COUNTERS =
      new Schema(
          "counters",
          0x48474331, // HGC1
          List.of(
              List.of(
                  "CREATE TABLE facts (name TEXT PRIMARY KEY, value INTEGER NOT NULL)"
                      + " WITHOUT ROWID",
                  "CREATE TABLE names (id INTEGER PRIMARY KEY, name TEXT NOT NULL)",
                  "CREATE TABLE places (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE)",
                  "CREATE TABLE cells (place INTEGER NOT NULL, key BLOB NOT NULL,"
                      + " counters BLOB NOT NULL, PRIMARY KEY (place, key)) WITHOUT ROWID"),
              List.of(
                  "CREATE TABLE reservations (serial INTEGER PRIMARY KEY, flags INTEGER NOT NULL,"
                      + " body BLOB NOT NULL, ending BLOB)")));

  /** Settlements that wait for a store on another machine. */
  static final Schema SETTLEMENTS =
      new Schema(
          "settlements",
          0x48475331, // HGS1
          List.of(
              List.of(
                  "CREATE TABLE waiting (number INTEGER PRIMARY KEY, reservation BLOB NOT NULL,"
                      + " actual BLOB NOT NULL, at INTEGER NOT NULL)")));

  /** The format that is written. */
  int format() {
    return steps.size();
  }

  /** Brings tables of an older format up; one transaction, begun and ended elsewhere. */
  void bring(Connection connection, int from) throws SQLException {
    bring(connection, from, format());
  }

  /** Brings tables from one format to another; one transaction, begun and ended elsewhere. */
  void bring(Connection connection, int from, int to) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      for (List<String> step : steps.subList(from, to)) {
        for (String sql : step) {
          statement.executeUpdate(sql);
        }
      }
      statement.executeUpdate("PRAGMA user_version = " + to);
    }
  }
}
