package dev.headgate.server.store.sqlite;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Texts that come again and again, by the number under which a table keeps them: names of counters,
 * which may change, and places of cells. Bounded by the policies met. For one thread at a time.
 */
final class Numbers {
  private record Change(String sql, Object first, Object second) {}

  private final String table;
  private final Map<String, Integer> numbers = new HashMap<>();
  private final Map<Integer, String> texts = new HashMap<>();
  private final List<Change> unwritten = new ArrayList<>();
  private int last;

  Numbers(String table) {
    this.table = table;
  }

  void load(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("SELECT id, name FROM " + table)) {
      while (rows.next()) {
        numbers.put(rows.getString(2), rows.getInt(1));
        texts.put(rows.getInt(1), rows.getString(2));
        last = Math.max(last, rows.getInt(1));
      }
    }
  }

  /** The number of a text, a new one where it has none. */
  int number(String text) {
    Integer known = numbers.get(text);
    if (known != null) {
      return known;
    }
    int number = ++last;
    numbers.put(text, number);
    texts.put(number, text);
    unwritten.add(new Change("INSERT INTO " + table + " VALUES (?, ?)", number, text));
    return number;
  }

  /** The text of a number; empty where it has none. */
  String text(int number) {
    return texts.getOrDefault(number, "");
  }

  /** All that had a text has another one from now on. */
  void renamed(String before, String now) {
    Integer number = numbers.remove(before);
    if (number != null) {
      numbers.putIfAbsent(now, number);
      texts.replaceAll((known, text) -> text.equals(before) ? now : text);
      unwritten.add(new Change("UPDATE " + table + " SET name = ? WHERE name = ?", now, before));
    }
  }

  boolean isWritten() {
    return unwritten.isEmpty();
  }

  /** Writes what is new, within a transaction. */
  void write(Connection connection) throws SQLException {
    for (Change change : unwritten) {
      try (PreparedStatement statement = connection.prepareStatement(change.sql())) {
        statement.setObject(1, change.first());
        statement.setObject(2, change.second());
        statement.executeUpdate();
      }
    }
  }

  /** The transaction went through. */
  void written() {
    unwritten.clear();
  }
}
