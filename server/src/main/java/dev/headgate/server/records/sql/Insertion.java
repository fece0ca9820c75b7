package dev.headgate.server.records.sql;

import java.util.List;

/**
 * Where rows go.
 *
 * @param table the table
 * @param columns its columns, in the order of the values
 * @param conflict what becomes of a row whose key is there, as {@code ON CONFLICT} says it; or
 *     empty
 */
public record Insertion(String table, List<Column> columns, String conflict) {
  /**
   * A column.
   *
   * @param name its name
   * @param type what it holds, in the words of both databases: {@code text} or {@code bigint}
   */
  public record Column(String name, String type) {
    static Column text(String name) {
      return new Column(name, "text");
    }

    static Column whole(String name) {
      return new Column(name, "bigint");
    }
  }

  public Insertion {
    columns = List.copyOf(columns);
  }

  /** The beginning of the statement: into which table and columns. */
  public String into() {
    List<String> names = columns.stream().map(Column::name).toList();
    return "INSERT INTO " + table + " (" + String.join(", ", names) + ") ";
  }
}
