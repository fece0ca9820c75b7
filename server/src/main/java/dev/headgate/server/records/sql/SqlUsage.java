package dev.headgate.server.records.sql;

import dev.headgate.core.usage.UsageKey;
import dev.headgate.core.usage.UsageSums;
import dev.headgate.server.records.UsageBatch;
import dev.headgate.server.records.UsageLine;
import dev.headgate.server.records.UsageRecords;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Usage as one line for each hour, key and unit, to which batches add. */
final class SqlUsage implements UsageRecords {
  private static final List<String> SUMS =
      List.of("allowed", "throttled", "exhausted", "refused", "amount", "unpaid");

  private static final Insertion LINES =
      new Insertion(
          "usage_hour",
          Stream.concat(
                  Stream.of(
                      Insertion.Column.whole("hour"),
                      Insertion.Column.text("tenant"),
                      Insertion.Column.text("app"),
                      Insertion.Column.text("operation"),
                      Insertion.Column.text("unit")),
                  SUMS.stream().map(Insertion.Column::whole))
              .toList(),
          "ON CONFLICT (hour, tenant, app, operation, unit) DO UPDATE SET "
              + SUMS.stream()
                  .map(sum -> sum + " = usage_hour." + sum + " + excluded." + sum)
                  .collect(Collectors.joining(", ")));

  /** Waits for another send of the same batch to end, and changes nothing where that was done. */
  private static final String NUMBER =
      "INSERT INTO usage_node (node, number, seen) VALUES (?, ?, ?)"
          + " ON CONFLICT (node) DO UPDATE SET number = excluded.number, seen = excluded.seen"
          + " WHERE usage_node.number < excluded.number";

  private final Transactions transactions;

  SqlUsage(Transactions transactions) {
    this.transactions = transactions;
  }

  /** Tried once: whoever sends batches sends them again, and has more to do meanwhile. */
  @Override
  public boolean add(UsageBatch batch) {
    return transactions.run(
        connection -> {
          boolean fresh = number(connection, batch);
          if (fresh) {
            List<List<Object>> rows = batch.lines().stream().map(SqlUsage::row).toList();
            transactions.dialect().insert(connection, LINES, rows);
          }
          return fresh;
        },
        1);
  }

  @Override
  public List<UsageLine> read(Span span, Set<Part> parts, int most) {
    String columns =
        Stream.of(Part.values()).map(part -> column(part, parts)).collect(Collectors.joining(", "));
    String sums = SUMS.stream().map(sum -> "sum(" + sum + ")").collect(Collectors.joining(", "));
    String statement =
        "SELECT %s, unit, %s FROM usage_hour WHERE hour >= ? AND hour < ? GROUP BY 1, 2, 3, 4, 5"
                .formatted(columns, sums)
            + " ORDER BY 1, 2, 3, 4, 5 LIMIT ?";
    return transactions.run(
        connection -> {
          try (PreparedStatement asked = connection.prepareStatement(statement)) {
            asked.setLong(1, span.from());
            asked.setLong(2, span.until());
            asked.setInt(3, most);
            return lines(asked);
          }
        });
  }

  @Override
  public int forgetOldest(long before) {
    return transactions.run(
        connection -> {
          forget(connection, "DELETE FROM usage_node WHERE seen < ?", before);
          return forget(
              connection,
              "DELETE FROM usage_hour"
                  + " WHERE hour = (SELECT min(hour) FROM usage_hour WHERE hour < ?)",
              before);
        },
        1);
  }

  private static int forget(Connection connection, String statement, long before)
      throws SQLException {
    try (PreparedStatement old = connection.prepareStatement(statement)) {
      old.setLong(1, before);
      return old.executeUpdate();
    }
  }

  private static boolean number(Connection connection, UsageBatch batch) throws SQLException {
    try (PreparedStatement number = connection.prepareStatement(NUMBER)) {
      number.setString(1, batch.node());
      number.setLong(2, batch.number());
      number.setLong(3, batch.at());
      return number.executeUpdate() > 0;
    }
  }

  private static List<Object> row(UsageLine line) {
    UsageKey key = line.key();
    UsageSums sums = line.sums();
    return List.of(
        line.hour(),
        key.tenant(),
        key.app(),
        key.operation(),
        line.unit(),
        sums.allowed(),
        sums.throttled(),
        sums.exhausted(),
        sums.refused(),
        sums.points(),
        sums.unpaid());
  }

  private static String column(Part part, Set<Part> parts) {
    String name = part.name().toLowerCase(Locale.ROOT);
    String none = part == Part.HOUR ? "0" : "''";
    return parts.contains(part) ? name : none + " AS " + name;
  }

  private static List<UsageLine> lines(PreparedStatement asked) throws SQLException {
    List<UsageLine> lines = new ArrayList<>();
    try (ResultSet row = asked.executeQuery()) {
      while (row.next()) {
        UsageKey key = new UsageKey(row.getString(2), row.getString(3), row.getString(4));
        UsageSums sums =
            new UsageSums(
                row.getLong(6),
                row.getLong(7),
                row.getLong(8),
                row.getLong(9),
                row.getLong(10),
                row.getLong(11));
        lines.add(new UsageLine(row.getLong(1), key, row.getString(5), sums));
      }
    }
    return lines;
  }
}
